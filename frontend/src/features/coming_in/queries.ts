import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from '../../api/client'
import { paged } from '../../api/paged'

export type Visit = Schema<'SupportVisitOut'>
export const VISITS = ['support-visits']

export const visitsQuery = paged([...VISITS, 'all'], (after, signal) =>
  answer(api.GET('/api/support-visits', { params: { query: { after } }, signal })),
)

/** Visits that are on are the newest: one short page holds them. */
export const newestVisitsQuery = queryOptions({
  queryKey: [...VISITS, 'newest'],
  staleTime: 5 * 60_000,
  queryFn: ({ signal }) =>
    answer(api.GET('/api/support-visits', { params: { query: { limit: 20 } }, signal })),
})

export const schoolQuery = queryOptions({
  queryKey: ['school'],
  queryFn: ({ signal }) => answer(api.GET('/api/school', { signal })),
})

export const jobsQuery = queryOptions({
  queryKey: ['jobs', 'newest'],
  queryFn: ({ signal }) => answer(api.GET('/api/jobs', { params: { query: { limit: 30 } }, signal })),
})

export const versionsQuery = queryOptions({
  queryKey: ['timetable-versions', 'newest'],
  queryFn: ({ signal }) =>
    answer(api.GET('/api/timetable-versions', { params: { query: { limit: 10 } }, signal })),
})

export const addressesQuery = queryOptions({
  queryKey: ['addresses', 'newest'],
  queryFn: ({ signal }) =>
    answer(api.GET('/api/outside-sources', { params: { query: { limit: 100 } }, signal })),
})
