import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { touchedByStudy } from './queries'

export type Loggable = Pick<Schema<'ToLog'>, 'what' | 'id'>

/** Says that something took place: its reserved minutes become spent. */
export function useLog(onDone: () => void) {
  return useAct({
    send: async ({ what, id }: Loggable, key): Promise<unknown> => {
      const header = withKey(key)
      if (what === 'observation')
        return answer(
          api.POST('/api/observations/{observation_id}/log', {
            params: { path: { observation_id: id }, header },
          }),
        )
      if (what === 'cover')
        return answer(
          api.POST('/api/cover-slots/{slot_id}/log', { params: { path: { slot_id: id }, header } }),
        )
      return answer(
        api.POST('/api/debrief-seats/{seat_id}/log', { params: { path: { seat_id: id }, header } }),
      )
    },
    changes: touchedByStudy,
    onDone,
  })
}
