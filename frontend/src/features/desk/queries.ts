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

/** Whether and when a colleague leaves; the same as the school's own page of them reads. */
export const staffQuery = (staff: string) =>
  queryOptions({
    queryKey: ['staff', 'one', staff],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/staff/{staff_id}', { params: { path: { staff_id: staff } }, signal })),
  })

/** What the school gave this year, and took back. */
export const grantsQuery = paged(['desk', 'grants'], (after, signal) =>
  answer(api.GET('/api/grants', { params: { query: { after } }, signal })),
)

export const policyQuery = queryOptions({
  queryKey: ['time-policy'],
  queryFn: ({ signal }) => answer(api.GET('/api/time-policy', { signal })),
})

export const yearsQuery = queryOptions({
  queryKey: ['years', 'all'],
  queryFn: ({ signal }) => answer(api.GET('/api/years', { params: { query: { limit: 100 } }, signal })),
})

/** How a year stands before it is closed, or stood when it was. */
export const closingQuery = (year: string) =>
  queryOptions({
    queryKey: ['closing', year],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/years/{year_id}/closing', { params: { path: { year_id: year } }, signal })),
  })

export type CoverState = Schema<'CoverState'>

/** Half-hours in which a class needs somebody, by date. */
export const coverQuery = (...state: CoverState[]) =>
  paged(['cover-slots', ...state], (after, signal) =>
    answer(api.GET('/api/cover-slots', { params: { query: { state, after } }, signal })),
  )
