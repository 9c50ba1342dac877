import { queryOptions } from '@tanstack/react-query'
import { answer, api } from './client'

/** The groups I belong to; more than a page of them is nobody's working life. */
export const myGroupsQuery = queryOptions({
  queryKey: ['groups', 'mine'],
  queryFn: ({ signal }) => answer(api.GET('/api/groups', { params: { query: { mine: true } }, signal })),
})

/** One group with its members. */
export const groupQuery = (id: string) =>
  queryOptions({
    queryKey: ['group', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/groups/{group_id}', { params: { path: { group_id: id } }, signal })),
  })

/** A group's newest rounds, to choose one from. */
export const groupRoundsQuery = (group: string) =>
  queryOptions({
    queryKey: ['rounds', group, 'first'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/groups/{group_id}/rounds', {
          params: { path: { group_id: group }, query: { limit: 50 } },
          signal,
        }),
      ),
  })
