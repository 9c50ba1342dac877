import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { type Meeting, meetingQuery, touchedByMeetings } from './queries'

/** Calls a planned meeting off; everybody's time and minutes return. */
export function CancelMeeting({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation('meetings')
  const client = useQueryClient()
  const announce = useAnnounce()
  const cancel = useAct({
    send: (_: null, key) =>
      answer(
        api.POST('/api/meetings/{meeting_id}/cancel', {
          params: { path: { meeting_id: meeting.id }, header: withKey(key) },
          body: { reason: '' },
        }),
      ),
    changes: touchedByMeetings,
    onDone: stored => {
      client.setQueryData(meetingQuery(stored.id).queryKey, stored)
      announce(t('cancel.done'))
    },
  })
  if (!meeting.may_change || meeting.state !== 'planned') return null
  return (
    <div className="stack">
      <ConfirmButton
        ask={t('cancel.ask')}
        yes={t('cancel.yes')}
        loading={cancel.isPending}
        onConfirm={() => cancel.mutate(null)}
      >
        {t('cancel.open')}
      </ConfirmButton>
      {cancel.error && <RefusedNotice acting error={cancel.error} />}
    </div>
  )
}
