import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { passportQuery } from './queries'

/** Takes the stamp of a stall, with what the visitor takes away from it. */
export function useStamp(fairId: string, onDone?: () => void) {
  const { t } = useTranslation('fairDay')
  const client = useQueryClient()
  const announce = useAnnounce()
  return useAct({
    send: ({ slotId, note }: { slotId: string; note: string }, key) =>
      answer(
        api.POST('/api/fairs/{fair_id}/slots/{slot_id}/visit', {
          params: { path: { fair_id: fairId, slot_id: slotId }, header: withKey(key) },
          body: { note },
        }),
      ),
    changes: [['fairs', 'programme', fairId]],
    onDone: (passport, { slotId }) => {
      client.setQueryData(passportQuery(fairId).queryKey, passport)
      const number = passport.visited.find(one => one.slot_id === slotId)?.number
      announce(
        number
          ? t('passport.done', { number, seen: passport.visited.length, total: passport.stalls })
          : t('passport.doneShort'),
      )
      onDone?.()
    },
  })
}
