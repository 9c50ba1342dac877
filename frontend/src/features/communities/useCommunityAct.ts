import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { communityQuery, touched } from './queries'

type Deed = { join: string[] } | { leaders: string[] } | 'leave' | 'close'

/** Joins with two leaders, names them anew, leaves, or ends the community. */
export function useCommunityAct(id: string, onDone?: () => void) {
  const { t } = useTranslation('communities')
  const client = useQueryClient()
  const announce = useAnnounce()
  return useAct({
    send: (deed: Deed, key) => {
      const params = { path: { community_id: id }, header: withKey(key) }
      if (deed === 'leave') return answer(api.POST('/api/communities/{community_id}/leave', { params }))
      if (deed === 'close') return answer(api.POST('/api/communities/{community_id}/close', { params }))
      if ('join' in deed)
        return answer(
          api.POST('/api/communities/{community_id}/join', { params, body: { leader_ids: deed.join } }),
        )
      return answer(
        api.POST('/api/communities/{community_id}/leaders', { params, body: { leader_ids: deed.leaders } }),
      )
    },
    changes: touched,
    onDone: (community, deed) => {
      client.setQueryData(communityQuery(id).queryKey, community)
      if (deed === 'leave') announce(t('community.left'))
      else if (deed === 'close') announce(t('community.closedDone'))
      else announce(t('join' in deed ? 'community.joinedDone' : 'community.leadersDone'))
      onDone?.()
    },
  })
}
