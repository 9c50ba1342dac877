import { Button, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import type { CycleOut } from './shapes'
import { useCycleAct } from './useCycleAct'

/** For a cycle that will not be finished: it ends with a reason, and stays readable. */
export function CycleEnd({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  const [isOpen, setOpen] = useState(false)
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: value => (value.trim() ? null : t('abandon.reasonBad')) },
  })
  const abandon = useCycleAct({
    send: (reason: string, key) =>
      answer(
        api.POST('/api/cycles/{cycle_id}/abandon', {
          params: { path: { cycle_id: cycle.id }, header: withKey(key) },
          body: { reason },
        }),
      ),
    said: t('abandon.done'),
  })
  if (!cycle.may_edit || cycle.state !== 'active') return null
  if (!isOpen)
    return (
      <Button variant="subtle" onClick={() => setOpen(true)}>
        {t('abandon.open')}
      </Button>
    )
  return (
    <Section title={t('abandon.heading')}>
      <form
        noValidate
        className="stack"
        onSubmit={form.onSubmit(({ reason }) => abandon.mutate(reason.trim()))}
      >
        <p className="small">{t('abandon.lead')}</p>
        <Textarea
          label={t('abandon.reason')}
          autosize
          minRows={2}
          maxLength={500}
          {...form.getInputProps('reason')}
        />
        {abandon.error && <RefusedNotice acting error={abandon.error} />}
        <FormButtons label={t('abandon.yes')} isBusy={abandon.isPending} onCancel={() => setOpen(false)} />
      </form>
    </Section>
  )
}
