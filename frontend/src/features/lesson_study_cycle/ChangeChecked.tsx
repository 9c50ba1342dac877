import { Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'
import type { ChangeOut } from './shapes'
import { useSmallAct } from './useSmallAct'

/** What the group saw when it looked again. */
export function ChangeChecked({ change, onClose }: { change: ChangeOut; onClose: () => void }) {
  const { t } = useTranslation('lessonStudy')
  const form = useForm({
    initialValues: { outcome: change.outcome },
    validate: { outcome: value => (value.trim() ? null : t('changes.outcomeBad')) },
  })
  const check = useSmallAct(
    (outcome: string, key) =>
      answer(
        api.POST('/api/changes/{change_id}/checked', {
          params: { path: { change_id: change.id }, header: withKey(key) },
          body: { outcome },
        }),
      ),
    t('saved'),
    onClose,
  )
  return (
    <form
      noValidate
      className="stack"
      onSubmit={form.onSubmit(({ outcome }) => check.mutate(outcome.trim()))}
    >
      <Textarea
        label={t('changes.outcome')}
        description={t('changes.outcomeHint')}
        autosize
        minRows={2}
        maxLength={1000}
        {...form.getInputProps('outcome')}
      />
      {check.error && <RefusedNotice acting error={check.error} />}
      <FormButtons label={t('save')} isBusy={check.isPending} onCancel={onClose} />
    </form>
  )
}
