import { Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { namesQuery } from './queries'
import type { MechanismOut } from './shapes'
import { useSmallAct } from './useSmallAct'

type DeclareProps = { cycleId: string; mechanism: MechanismOut; onClose: () => void }

/** Says how the cycle holds a mechanism that no event shows. */
export function Declare({ cycleId, mechanism, onClose }: DeclareProps) {
  const { t } = useTranslation('lessonStudy')
  const client = useQueryClient()
  const form = useForm({
    initialValues: { note: mechanism.claimed?.note ?? '', done_on: '' },
    validate: { note: value => (value.trim() ? null : t('mechanisms.noteBad')) },
  })
  const declare = useSmallAct(
    async ({ note, done_on }: typeof form.values, key) => {
      const found = await answer(
        api.POST('/api/cycles/{cycle_id}/mechanisms', {
          params: { path: { cycle_id: cycleId }, header: withKey(key) },
          body: { number: mechanism.number, note: note.trim(), done_on: done_on || null },
        }),
      )
      client.setQueryData(namesQuery(`${cycleId}.mechanisms`).queryKey, found.names ?? [])
      return found
    },
    t('saved'),
    onClose,
  )
  return (
    <form noValidate className="stack" onSubmit={form.onSubmit(values => declare.mutate(values))}>
      <Textarea
        label={t('mechanisms.note')}
        description={t('mechanisms.noteHint')}
        autosize
        minRows={2}
        maxLength={1000}
        {...form.getInputProps('note')}
      />
      <TextInput type="date" label={t('mechanisms.doneOn')} {...form.getInputProps('done_on')} />
      {declare.error && <RefusedNotice acting error={declare.error} />}
      <FormButtons label={t('mechanisms.declareYes')} isBusy={declare.isPending} onCancel={onClose} />
    </form>
  )
}
