import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api/client'
import { paged } from '../../api/paged'
import type { Phase } from '../../lib/phases'

export type FairSearch = { q?: string; focus?: string; subject?: string; phase?: Phase }

export const fairQuery = (search: FairSearch) =>
  paged(['fair', 'list', search], (after, signal) =>
    answer(api.GET('/api/fair/findings', { params: { query: { ...search, after, limit: 25 } }, signal })),
  )

export const findingQuery = (id: string) =>
  queryOptions({
    queryKey: ['fair', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/fair/findings/{finding_id}', { params: { path: { finding_id: id } }, signal })),
  })

export const reactionsQuery = (id: string) =>
  paged(['fair', 'reactions', id], (after, signal) =>
    answer(
      api.GET('/api/fair/findings/{finding_id}/reactions', {
        params: { path: { finding_id: id }, query: { after } },
        signal,
      }),
    ),
  )

export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['findings', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/findings/{finding_id}', { params: { path: { finding_id: id } }, signal })),
  })

export const groupFindingsQuery = (group: string) =>
  paged(['findings', 'of', group], (after, signal) =>
    answer(
      api.GET('/api/groups/{group_id}/findings', {
        params: { path: { group_id: group }, query: { after } },
        signal,
      }),
    ),
  )

/** What writing and publishing change, wherever it is shown. */
export const touchedByFindings = [['findings'], ['fair']]
