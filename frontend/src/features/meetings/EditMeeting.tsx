import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { groupQuery } from '../../api/groups'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { MeetingForm } from './MeetingForm'
import { bodyOf, type MeetingValues, valuesOf, wordsChanged } from './meetingForm'
import { type Meeting, meetingQuery } from './queries'
import { useSaveMeeting } from './useSaveMeeting'

/** Changes a meeting in place; what was held keeps its time and its people. */
export function EditMeeting({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const { t } = useTranslation('meetings')
  const client = useQueryClient()
  const group = useQuery(groupQuery(meeting.group_id))
  const save = useSaveMeeting(meeting.id, t('edit.saved'), onClose)
  // What the typing began from: a refetch behind the form must not pass for what somebody has read.
  const [base] = useState(meeting)
  const isHeld = base.state === 'held'
  const submit = ({ title, kind, place, agenda, ...rest }: MeetingValues) =>
    save.mutate({
      version: base.version,
      body: isHeld
        ? wordsChanged(base, { title, kind, place, agenda })
        : { ...bodyOf({ title, kind, place, agenda, ...rest }), record: base.record },
    })
  return (
    <Loaded query={group}>
      {({ members }) => (
        <div className="stack">
          {isHeld && <Notice>{t('page.held')}</Notice>}
          <MeetingForm
            members={members.filter(member => !member.is_guest)}
            values={valuesOf(base)}
            isOpened
            wordsOnly={isHeld}
            label={t('edit.save')}
            error={save.error}
            isBusy={save.isPending}
            onSubmit={submit}
            onCancel={onClose}
            onReload={() => void client.invalidateQueries(meetingQuery(meeting.id)).then(onClose)}
          />
        </div>
      )}
    </Loaded>
  )
}
