import { Button, NumberInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api, ifMatch, type Schema } from '../../api/client'
import { today } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { SaveRefused } from '../../ui/SaveRefused'
import { Section } from '../../ui/Section'
import { useTrouble } from '../../ui/useTrouble'
import {
  DAYS_MAX,
  isShorter,
  type KeepingValues,
  keepingBody,
  keepingFaults,
  keepingValues,
  MONTHS_MAX,
} from './keeping'
import classes from './Pupils.module.css'
import { type Retention, retentionQuery } from './queries'

const ORDER = ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[]

/** Decides how long evidence and keys are kept. */
export function KeepingForm({ chosen }: { chosen: Retention }) {
  const { t } = useTranslation('pupils')
  const client = useQueryClient()
  const announce = useAnnounce()
  const trouble = useTrouble(true)
  const form = useForm<KeepingValues>({
    initialValues: keepingValues(chosen),
    validate: values =>
      Object.fromEntries(
        Object.entries(keepingFaults(values)).map(([name, fault]) => [name, t(`keeping.${fault}`)]),
      ),
  })
  const save = useMutation({
    mutationFn: (body: Schema<'RetentionIn'>) =>
      answer(api.PUT('/api/retention', { params: { header: ifMatch(chosen.version) }, body })),
    onSuccess: stored => {
      announce(t('keeping.saved'))
      client.setQueryData(retentionQuery.queryKey, stored)
      void client.invalidateQueries({ queryKey: ['retention', 'due'] })
      void client.invalidateQueries({ queryKey: ['audit'] })
    },
    onError: error => form.setErrors(trouble(error).fields),
  })
  return (
    <Section title={t('keeping.form')}>
      <form
        noValidate
        className={classes.form}
        onSubmit={form.onSubmit(values => save.mutate(keepingBody(values)))}
      >
        <NumberInput
          label={t('keeping.months')}
          description={t('keeping.monthsHint')}
          inputWrapperOrder={ORDER}
          allowDecimal={false}
          min={1}
          max={MONTHS_MAX}
          clampBehavior="none"
          hideControls
          {...form.getInputProps('evidence_months')}
        />
        <p role="status" className="small">
          {isShorter(form.values, chosen) && t('keeping.shorter')}
        </p>
        <NumberInput
          label={t('keeping.days')}
          description={t('keeping.daysHint')}
          inputWrapperOrder={ORDER}
          allowDecimal={false}
          min={0}
          max={DAYS_MAX}
          clampBehavior="none"
          hideControls
          {...form.getInputProps('key_days')}
        />
        <TextInput
          type="date"
          label={t('keeping.date')}
          description={t('keeping.dateHint')}
          inputWrapperOrder={ORDER}
          min={today()}
          {...form.getInputProps('keys_end_on')}
        />
        <SaveRefused
          error={save.error}
          onReload={() => void client.invalidateQueries({ queryKey: retentionQuery.queryKey })}
        />
        <div>
          <Button type="submit" loading={save.isPending}>
            {t('keeping.save')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
