import { Button, NumberInput, Radio, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api, ifMatch, type Schema } from '../../api/client'
import { MINUTES_MAX } from '../../lib/ledger'
import { useAnnounce } from '../../ui/Announcer'
import { SaveRefused } from '../../ui/SaveRefused'
import { useTrouble } from '../../ui/useTrouble'
import classes from './Desk.module.css'
import { policyQuery } from './queries'
import { LOG_DAYS_MAX, type PolicyValues, policyBody, policyFaults, policyValues } from './timePolicy'

const TRANSFERS = ['cpd_lead', 'own_pots'] as const satisfies readonly Schema<'TransferPolicy'>[]
const ORDER = ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[]

/** Decides who moves minutes between pots, what goes over into the next year, and what supply costs. */
export function TimePolicyForm({ policy }: { policy: Schema<'TimePolicyOut'> }) {
  const { t } = useTranslation('desk')
  const client = useQueryClient()
  const announce = useAnnounce()
  const trouble = useTrouble(true)
  const form = useForm<PolicyValues>({
    initialValues: policyValues(policy),
    validate: values =>
      Object.fromEntries(
        Object.entries(policyFaults(values)).map(([name, fault]) => [name, t(`policy.${fault}`)]),
      ),
  })
  const save = useMutation({
    mutationFn: (body: Schema<'TimePolicyIn'>) =>
      answer(api.PUT('/api/time-policy', { params: { header: ifMatch(policy.version) }, body })),
    onSuccess: saved => {
      announce(t('policy.saved'))
      client.setQueryData(policyQuery.queryKey, saved)
      void client.invalidateQueries({ queryKey: ['time'] })
      return client.invalidateQueries({ queryKey: ['closing'] })
    },
    onError: error => {
      const { supply_pence_per_hour: supply, ...fields } = trouble(error).fields
      form.setErrors(supply ? { ...fields, supply } : fields)
    },
  })
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={form.onSubmit(values => save.mutate(policyBody(values)))}
    >
      <Radio.Group label={t('policy.transfers')} {...form.getInputProps('transfers')}>
        <div className={classes.rules}>
          {TRANSFERS.map(one => (
            <Radio
              key={one}
              value={one}
              label={t(`policy.transfer.${one}`)}
              description={t(`policy.transferDetail.${one}`)}
            />
          ))}
        </div>
      </Radio.Group>
      <NumberInput
        label={t('policy.rollOver')}
        description={t('policy.rollOverHint')}
        inputWrapperOrder={ORDER}
        allowDecimal={false}
        step={30}
        min={0}
        max={MINUTES_MAX}
        hideControls
        {...form.getInputProps('roll_over_minutes_max')}
      />
      <NumberInput
        label={t('policy.log')}
        description={t('policy.logHint')}
        inputWrapperOrder={ORDER}
        allowDecimal={false}
        min={1}
        max={LOG_DAYS_MAX}
        hideControls
        {...form.getInputProps('log_within_days')}
      />
      <TextInput
        label={t('policy.supply')}
        description={t('policy.supplyHint')}
        inputWrapperOrder={ORDER}
        inputMode="decimal"
        leftSection={<span aria-hidden>£</span>}
        autoComplete="off"
        {...form.getInputProps('supply')}
      />
      <SaveRefused
        error={save.error}
        onReload={() => void client.invalidateQueries({ queryKey: policyQuery.queryKey })}
      />
      <div>
        <Button type="submit" loading={save.isPending}>
          {t('policy.save')}
        </Button>
      </div>
    </form>
  )
}
