import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api/client'
import { orNone, paged } from '../../api/paged'

/** Null while there is no school year; without *year*, the one we are in. */
export const myStatementQuery = (year?: string) =>
  queryOptions({
    queryKey: ['time', 'statement', 'mine', year ?? 'now'],
    queryFn: ({ signal }) =>
      orNone(answer(api.GET('/api/my-time/statement', { params: { query: { year_id: year } }, signal }))),
  })

export const statementOfQuery = (staff: string, year?: string) =>
  queryOptions({
    queryKey: ['time', 'statement', staff, year ?? 'now'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/staff/{staff_id}/statement', {
          params: { path: { staff_id: staff }, query: { year_id: year } },
          signal,
        }),
      ),
  })

/** Null while there is no school year. */
export const yearStatementQuery = (year?: string) =>
  queryOptions({
    queryKey: ['desk', 'year-statement', year ?? 'now'],
    queryFn: ({ signal }) =>
      orNone(answer(api.GET('/api/year-statement', { params: { query: { year_id: year } }, signal }))),
  })

export const teacherYearsQuery = (year: string) =>
  paged(['desk', 'teacher-years', year], (after, signal) =>
    answer(api.GET('/api/year-statement/teachers', { params: { query: { year_id: year, after } }, signal })),
  )

export const yearsQuery = queryOptions({
  queryKey: ['years', 'all'],
  queryFn: ({ signal }) => answer(api.GET('/api/years', { params: { query: { limit: 100 } }, signal })),
})
