import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, ifMatch } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { draftQuery, touchedByFindings } from './queries'

type Deed = 'agree' | 'publish' | 'publishChecked' | 'withdraw'
const said = {
  agree: 'agreeDone',
  publish: 'published',
  publishChecked: 'published',
  withdraw: 'withdrawn',
} as const

/** Agreeing, publishing, withdrawing. */
export function useFindingAct(id: string, version: number) {
  const { t } = useTranslation('fair')
  const client = useQueryClient()
  const announce = useAnnounce()
  return useAct({
    send: (deed: Deed, key) => {
      const params = { path: { finding_id: id }, header: withKey(key) }
      // Agreement is to the text that was read, not to one that somebody has just changed.
      if (deed === 'agree')
        return answer(
          api.POST('/api/findings/{finding_id}/agree', {
            params: { ...params, header: { ...params.header, ...ifMatch(version) } },
          }),
        )
      if (deed === 'withdraw') return answer(api.POST('/api/findings/{finding_id}/withdraw', { params }))
      // That words which look like names are none is said by an author who has seen them, never beforehand.
      const body = { is_checked: deed === 'publishChecked' }
      return answer(api.POST('/api/findings/{finding_id}/publish', { params, body }))
    },
    changes: touchedByFindings,
    onDone: (finding, deed) => {
      client.setQueryData(draftQuery(id).queryKey, finding)
      announce(t(`consent.${said[deed]}`))
    },
  })
}
