import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from '../../api/client'
import { orNone, paged } from '../../api/paged'

export type Absence = Schema<'AbsenceOut'>
export type ClassException = Schema<'ClassExceptionOut'>
export type Touched = Schema<'TouchedOut'>

/** What people see elsewhere that an absence or a day off changes. */
export const touchedByAway = [
  ['absences'],
  ['class-exceptions'],
  ['days-off'],
  ['years'],
  ['my-week'],
  ['plan'],
  ['desk'],
]

export const absencesQuery = (on: string) =>
  paged(['absences', on], (after, signal) =>
    answer(api.GET('/api/absences', { params: { query: { on, after } }, signal })),
  )

export const classExceptionsQuery = paged(['class-exceptions', 'all'], (after, signal) =>
  answer(api.GET('/api/class-exceptions', { params: { query: { after } }, signal })),
)

export const classExceptionQuery = (id: string) =>
  queryOptions({
    queryKey: ['class-exceptions', 'one', id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/class-exceptions/{exception_id}', { params: { path: { exception_id: id } }, signal }),
      ),
  })

export const classesQuery = queryOptions({
  queryKey: ['class-exceptions', 'classes'],
  queryFn: ({ signal }) => answer(api.GET('/api/class-exceptions/classes', { signal })),
})

export const staffFoundQuery = (q: string) =>
  queryOptions({
    queryKey: ['staff', 'found', q],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/staff', { params: { query: { q: q || undefined, limit: 30 } }, signal })),
  })

/** The days of this year on which there are no lessons; null where no year has been set up. */
export const daysOffQuery = queryOptions({
  queryKey: ['days-off', 'all'],
  queryFn: async ({ signal }) => {
    const year = await orNone(answer(api.GET('/api/years/current', { signal })))
    if (!year) return null
    const all: Schema<'SchoolDayOut'>[] = []
    let after: string | undefined
    do {
      const page = await answer(
        api.GET('/api/years/{year_id}/exceptions', {
          params: { path: { year_id: year.id }, query: { after, limit: 100 } },
          signal,
        }),
      )
      all.push(...page.items.filter(day => day.kind === 'off_timetable'))
      after = page.next ?? undefined
    } while (after)
    return all
  },
})
