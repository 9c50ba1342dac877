import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api/client'

export const roundsQuery = (group: string) =>
  infiniteQueryOptions({
    queryKey: ['rounds', group],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/groups/{group_id}/rounds', {
          params: { path: { group_id: group }, query: { after: pageParam } },
          signal,
        }),
      ),
    getNextPageParam: page => page.next ?? undefined,
  })

export const balancesQuery = (group: string) =>
  queryOptions({
    queryKey: ['balances', group],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/groups/{group_id}/balances', { params: { path: { group_id: group } }, signal })),
  })

/** Active colleagues whose name or department has *words* in it. */
export const colleaguesQuery = (words: string) =>
  queryOptions({
    queryKey: ['staff', 'search', words],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/staff', {
          params: { query: { q: words || undefined, limit: 12, active: true } },
          signal,
        }),
      ),
  })
