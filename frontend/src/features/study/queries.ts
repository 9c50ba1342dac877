import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api/client'

export const weekQuery = (on?: string) =>
  queryOptions({
    queryKey: ['my-week', on ?? 'now'],
    queryFn: ({ signal }) => answer(api.GET('/api/my-week', { params: { query: { on } }, signal })),
  })

export const planQuery = (group: string, host: string, on?: string) =>
  queryOptions({
    queryKey: ['plan', group, host, on ?? 'now'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/groups/{group_id}/plan', {
          params: { path: { group_id: group }, query: { host_id: host, on } },
          signal,
        }),
      ),
  })

export const roundQuery = (id: string) =>
  queryOptions({
    queryKey: ['round', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/rounds/{round_id}', { params: { path: { round_id: id } }, signal })),
  })

/** What answering, logging, planning and cancelling change, wherever it is shown. */
export const touchedByStudy = [
  ['my-week'],
  ['round'],
  ['rounds'],
  ['plan'],
  ['time'],
  ['balances'],
  ['cover-slots'],
  ['desk'],
]
