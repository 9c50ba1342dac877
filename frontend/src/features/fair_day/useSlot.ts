import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, ifMatch } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { type FairOut, type Slot, touchedByFairs } from './queries'
import { moveBody, placeBody, type SlotValues } from './slotForm'
import { useFairWords } from './useFairWords'

type Deed =
  | { place: SlotValues; finding: { id: string; title: string } }
  | { move: SlotValues; slot: Slot }
  | { remove: Slot }

/** Gives a finding a place in the programme as it was read, moves it, or takes it out. */
export function useSlot(fair: Pick<FairOut, 'id' | 'version'>, onDone?: () => void) {
  const { t } = useTranslation('fairDay')
  const { place } = useFairWords()
  const announce = useAnnounce()
  return useAct<Deed, Slot | undefined>({
    send: (deed, key) => {
      const path = { fair_id: fair.id }
      if ('place' in deed)
        return answer(
          api.POST('/api/fairs/{fair_id}/slots', {
            params: { path, header: withKey(key) },
            body: placeBody(deed.finding.id, deed.place),
          }),
        )
      if ('move' in deed)
        return answer(
          api.PUT('/api/fairs/{fair_id}/slots/{slot_id}', {
            params: { path: { ...path, slot_id: deed.slot.id }, header: ifMatch(fair.version) },
            body: moveBody(deed.move),
          }),
        )
      return answer(
        api.DELETE('/api/fairs/{fair_id}/slots/{slot_id}', {
          params: { path: { ...path, slot_id: deed.remove.id } },
        }),
      ).then(() => undefined)
    },
    changes: touchedByFairs,
    onDone: (slot, deed) => {
      if (slot) announce(t('slot.saved', { title: slot.finding.title, place: place(slot) }))
      else if ('remove' in deed) announce(t('slot.removed', { title: deed.remove.finding.title }))
      onDone?.()
    },
  })
}
