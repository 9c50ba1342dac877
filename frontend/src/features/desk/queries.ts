import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from '../../api/client'
import { orNone, paged } from '../../api/paged'

/** Null while there is no school year. */
export const deskQuery = queryOptions({
  queryKey: ['desk', 'or-none'],
  queryFn: ({ signal }) => orNone(answer(api.GET('/api/desk', { signal }))),
})

export const unplacedQuery = paged(['desk', 'unplaced'], (after, signal) =>
  answer(api.GET('/api/unplaced', { params: { query: { after } }, signal })),
)

/** What a rule would do. Asking changes nothing, so it is read like anything else. */
export const previewQuery = (rule: Schema<'AllocationRule'>) =>
  queryOptions({
    queryKey: ['desk', 'preview', rule],
    staleTime: 0,
    queryFn: ({ signal }) => answer(api.POST('/api/allocations/preview', { body: { rule }, signal })),
  })

export const timeOfQuery = (staff: string) =>
  queryOptions({
    queryKey: ['time', 'of', staff],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/staff/{staff_id}/time', { params: { path: { staff_id: staff } }, signal })),
  })

export const entriesOfQuery = (staff: string) =>
  paged(['time', 'entries-of', staff], (after, signal) =>
    answer(
      api.GET('/api/staff/{staff_id}/time/entries', {
        params: { path: { staff_id: staff }, query: { after } },
        signal,
      }),
    ),
  )

export type CoverState = Schema<'CoverState'>

/** Half-hours in which a class needs somebody, by date. */
export const coverQuery = (...state: CoverState[]) =>
  paged(['cover-slots', ...state], (after, signal) =>
    answer(api.GET('/api/cover-slots', { params: { query: { state, after } }, signal })),
  )
