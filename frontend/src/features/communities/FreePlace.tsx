import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { touched } from './queries'

type FreePlaceProps = { lessonId: string; bookingId: string; label?: string }

/** Gives a place back, so that somebody else can have it. */
export function FreePlace({ lessonId, bookingId, label }: FreePlaceProps) {
  const { t } = useTranslation('communities')
  const announce = useAnnounce()
  const free = useAct({
    send: (_: null, key) =>
      answer(
        api.POST('/api/open-lessons/{lesson_id}/bookings/{booking_id}/cancel', {
          params: { path: { lesson_id: lessonId, booking_id: bookingId }, header: withKey(key) },
        }),
      ),
    changes: touched,
    onDone: () => announce(t('lesson.freed')),
  })
  return (
    <div className="stack">
      <div>
        <ConfirmButton
          ask={t('lesson.freeAsk')}
          yes={t('lesson.freeYes')}
          loading={free.isPending}
          onConfirm={() => free.mutate(null)}
        >
          {label ?? t('lesson.free')}
        </ConfirmButton>
      </div>
      {free.error && <RefusedNotice acting error={free.error} />}
    </div>
  )
}
