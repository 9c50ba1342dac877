import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api/client'
import { paged } from '../../api/paged'

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
