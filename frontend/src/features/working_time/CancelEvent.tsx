import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { ALL, type EventWithPeople } from './queries'

/** Takes an event out of everybody's directed time; it stays in the record. */
export function CancelEvent({ event }: { event: EventWithPeople }) {
  const { t } = useTranslation('workingTime')
  const announce = useAnnounce()
  const { title } = event
  const cancel = useAct({
    send: (id: string, key) =>
      answer(
        api.POST('/api/directed-events/{event_id}/cancel', {
          params: { path: { event_id: id }, header: withKey(key) },
        }),
      ),
    changes: ALL,
    onDone: () => announce(t('event.cancelled', { title })),
  })
  return (
    <>
      <ConfirmButton
        ask={t(event.is_split ? 'event.cancelAskSplit' : 'event.cancelAsk')}
        yes={t('event.cancelYes', { title })}
        loading={cancel.isPending}
        onConfirm={() => cancel.mutate(event.id)}
      >
        {t('event.cancel')}
      </ConfirmButton>
      {cancel.error && <RefusedNotice acting error={cancel.error} />}
    </>
  )
}
