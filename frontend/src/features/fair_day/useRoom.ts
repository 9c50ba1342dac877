import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, ifMatch } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { type FairOut, type Room, touchedByFairs } from './queries'
import type { RoomValues } from './RoomForm'

type Deed = { add: RoomValues } | { change: RoomValues; room: Room } | { remove: Room }

/** Adds, changes or removes a room of the fair as it was read. */
export function useRoom(fair: Pick<FairOut, 'id' | 'version'>, onDone?: () => void) {
  const { t } = useTranslation('fairDay')
  const announce = useAnnounce()
  return useAct<Deed, unknown>({
    send: (deed, key) => {
      const path = { fair_id: fair.id }
      if ('add' in deed)
        return answer(
          api.POST('/api/fairs/{fair_id}/rooms', { params: { path, header: withKey(key) }, body: deed.add }),
        )
      if ('change' in deed)
        return answer(
          api.PUT('/api/fairs/{fair_id}/rooms/{room_id}', {
            params: { path: { ...path, room_id: deed.room.id }, header: ifMatch(fair.version) },
            body: deed.change,
          }),
        )
      return answer(
        api.DELETE('/api/fairs/{fair_id}/rooms/{room_id}', {
          params: { path: { ...path, room_id: deed.remove.id } },
        }),
      )
    },
    changes: touchedByFairs,
    onDone: (_, deed) => {
      if ('add' in deed) announce(t('rooms.added', { name: deed.add.name }))
      else if ('change' in deed) announce(t('rooms.changed', { name: deed.change.name }))
      else announce(t('rooms.removed', { name: deed.remove.name }))
      onDone?.()
    },
  })
}
