import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from '../../api/client'
import { paged } from '../../api/paged'

export const rosterQuery = (id: string) =>
  queryOptions({
    queryKey: ['roster-imports', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/roster-imports/{import_id}', { params: { path: { import_id: id } }, signal })),
  })

export const linesQuery = (id: string, group: Schema<'RosterGroup'>) =>
  paged(['roster-imports', id, 'people', group], (after, signal) =>
    answer(
      api.GET('/api/roster-imports/{import_id}/people', {
        params: { path: { import_id: id }, query: { group, after, limit: 100 } },
        signal,
      }),
    ),
  )

export const problemsQuery = (id: string) =>
  paged(['roster-imports', id, 'problems'], (after, signal) =>
    answer(
      api.GET('/api/roster-imports/{import_id}/problems', {
        params: { path: { import_id: id }, query: { after } },
        signal,
      }),
    ),
  )
