import { Button, Checkbox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import classes from './Meetings.module.css'
import { type Meeting, meetingQuery, touchedByMeetings } from './queries'

/** Said once, when the meeting has begun: everybody came unless somebody says otherwise. */
export function WhoCame({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation('meetings')
  const client = useQueryClient()
  const announce = useAnnounce()
  const [came, setCame] = useState(meeting.seats.map(seat => seat.staff_id))
  const lead = useId()
  const hold = useAct({
    send: (body: Schema<'MeetingHeldIn'>, key) =>
      answer(
        api.POST('/api/meetings/{meeting_id}/held', {
          params: { path: { meeting_id: meeting.id }, header: withKey(key) },
          body,
        }),
      ),
    changes: touchedByMeetings,
    onDone: stored => {
      client.setQueryData(meetingQuery(stored.id).queryKey, stored)
      announce(t('seats.done'))
    },
  })
  const seats = meeting.seats.map(({ staff_id }) => ({ staff_id, came: came.includes(staff_id) }))
  return (
    <Section title={t('seats.ask')}>
      <div className="stack">
        <Checkbox.Group aria-label={t('seats.ask')} aria-describedby={lead} value={came} onChange={setCame}>
          {meeting.seats.map(seat => (
            <div key={seat.staff_id} className={classes.box}>
              <Checkbox value={seat.staff_id} label={seat.name} />
            </div>
          ))}
        </Checkbox.Group>
        <p id={lead} className="small quiet">
          {t('seats.lead')}
        </p>
        {hold.error && <RefusedNotice acting error={hold.error} />}
        <Button loading={hold.isPending} aria-describedby={lead} onClick={() => hold.mutate({ seats })}>
          {t('seats.save')}
        </Button>
      </div>
    </Section>
  )
}
