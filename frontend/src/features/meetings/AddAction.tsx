import { NativeSelect, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { groupQuery } from '../../api/groups'
import { useAnnounce } from '../../ui/Announcer'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { useTrouble } from '../../ui/useTrouble'
import classes from './Meetings.module.css'
import type { Meeting } from './queries'

/** Writes down what somebody will do by when. */
export function AddAction({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const { t } = useTranslation('meetings')
  const announce = useAnnounce()
  const trouble = useTrouble(true)
  const { data: group } = useQuery(groupQuery(meeting.group_id))
  const members = group?.members.filter(member => !member.is_guest) ?? []
  const form = useForm({
    initialValues: { text: '', staff_id: '', by_on: '' },
    validate: { text: value => (value.trim() ? null : t('actions.textBad')) },
  })
  const add = useAct({
    send: (body: Schema<'MeetingActionIn'>, key) =>
      answer(
        api.POST('/api/meetings/{meeting_id}/actions', {
          params: { path: { meeting_id: meeting.id }, header: withKey(key) },
          body,
        }),
      ),
    changes: [['meetings', 'one', meeting.id]],
    onDone: () => {
      announce(t('actions.added'))
      onClose()
    },
  })
  const submit = ({ text, staff_id, by_on }: typeof form.values) =>
    add.mutate(
      { text, staff_id: staff_id || null, by_on: by_on || null },
      { onError: error => form.setErrors(trouble(error).fields) },
    )
  return (
    <form noValidate className={classes.fields} onSubmit={form.onSubmit(submit)}>
      <TextInput autoFocus label={t('actions.text')} maxLength={500} {...form.getInputProps('text')} />
      <div className={classes.three}>
        <NativeSelect
          label={t('actions.who')}
          data={[
            { value: '', label: t('actions.nobody') },
            ...members.map(member => ({ value: member.staff_id, label: member.name })),
          ]}
          {...form.getInputProps('staff_id')}
        />
        <TextInput label={t('actions.by')} type="date" {...form.getInputProps('by_on')} />
      </div>
      {add.error && <RefusedNotice acting error={add.error} />}
      <FormButtons label={t('actions.save')} isBusy={add.isPending} onCancel={onClose} />
    </form>
  )
}
