import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { type Me, meQuery } from '../../api/me'

/** What happens once somebody is known: nothing of anybody before stays, and they go where they wanted to. */
export function useEnter() {
  const client = useQueryClient()
  const router = useRouter()
  const navigate = useNavigate()
  return async (me: Me, to?: string) => {
    client.removeQueries({ predicate: query => query.queryKey[0] !== 'me' })
    client.setQueryData(meQuery.queryKey, me)
    if (me.needs_factor) await navigate({ to: '/second-step', search: to ? { to } : {} })
    else if (to) router.history.push(to)
    else await navigate({ to: '/' })
  }
}
