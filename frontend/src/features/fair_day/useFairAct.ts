import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { touchedByFairs } from './queries'

type Deed = 'open' | 'close' | 'cancel'
const said = { open: 'opened', close: 'closed', cancel: 'cancelled' } as const

/** Puts the programme out, closes the fair after its day, or calls it off. */
export function useFairAct(fairId: string) {
  const { t } = useTranslation('fairDay')
  const announce = useAnnounce()
  return useAct({
    send: (deed: Deed, key) => {
      const params = { path: { fair_id: fairId }, header: withKey(key) }
      if (deed === 'open') return answer(api.POST('/api/fairs/{fair_id}/open', { params }))
      if (deed === 'close') return answer(api.POST('/api/fairs/{fair_id}/close', { params }))
      return answer(api.POST('/api/fairs/{fair_id}/cancel', { params }))
    },
    changes: touchedByFairs,
    onDone: (_, deed) => announce(t(`release.${said[deed]}`)),
  })
}
