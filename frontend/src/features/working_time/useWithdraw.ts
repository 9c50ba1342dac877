import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { ALL } from './queries'

type Withdrawn = { eventId: string; staffId: string }

/** Takes back that somebody comes of their own will. No reason is due. */
export const useWithdraw = (onDone: (what: Withdrawn) => void) =>
  useAct({
    send: ({ eventId, staffId }: Withdrawn, key) =>
      answer(
        api.POST('/api/directed-events/{event_id}/volunteers/{staff_id}/withdraw', {
          params: { path: { event_id: eventId, staff_id: staffId }, header: withKey(key) },
        }),
      ),
    changes: ALL,
    onDone: (_, what) => onDone(what),
  })
