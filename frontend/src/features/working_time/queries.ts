import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from '../../api/client'
import { orNone, paged } from '../../api/paged'
import type { SchoolDay } from './calendar'

export type DirectedEvent = Schema<'EventOut'>
export type EventWithPeople = Schema<'EventFullOut'>
export type DirectedYear = Schema<'DirectedTimeFullOut'>

/** Everything here hangs together: a figure, an event or a volunteer changes what others see. */
export const ALL = [['working-time']]
const PAGE = 100

/** Null while there is no school year; without *year*, the one we are in, else the next to come. */
export const workingTimeQuery = (year?: string) =>
  queryOptions({
    queryKey: ['working-time', 'rules', year ?? 'now'],
    queryFn: ({ signal }) =>
      orNone(answer(api.GET('/api/working-time', { params: { query: { year_id: year } }, signal }))),
  })

export const profilesQuery = queryOptions({
  queryKey: ['working-time', 'profiles'],
  staleTime: 60 * 60_000,
  queryFn: ({ signal }) => answer(api.GET('/api/working-time/profiles', { signal })),
})

export const yearsQuery = queryOptions({
  queryKey: ['years', 'all'],
  queryFn: ({ signal }) => answer(api.GET('/api/years', { params: { query: { limit: PAGE } }, signal })),
})

type PageOf<Item> = { items: Item[]; next?: string | null }

async function everyPage<Item>(ask: (after: string | undefined) => Promise<PageOf<Item>>): Promise<Item[]> {
  const all: Item[] = []
  let after: string | undefined
  do {
    const page = await ask(after)
    all.push(...page.items)
    after = page.next ?? undefined
  } while (after)
  return all
}

/** A year's half-terms, and its weekdays that are not ordinary. */
export const schoolYearQuery = (year: string) =>
  queryOptions({
    queryKey: ['years', year, 'with-days'],
    queryFn: async ({ signal }) => {
      const path = { year_id: year }
      const [{ half_terms, cycle_days }, exceptions] = await Promise.all([
        answer(api.GET('/api/years/{year_id}', { params: { path }, signal })),
        everyPage<SchoolDay>(after =>
          answer(
            api.GET('/api/years/{year_id}/exceptions', {
              params: { path, query: { after, limit: PAGE } },
              signal,
            }),
          ),
        ),
      ])
      return { half_terms, cycle_days, exceptions }
    },
  })

/** All events of a year, by date; a calendar is read as a whole. */
export const eventsQuery = (year: string, cancelled = false) =>
  queryOptions({
    queryKey: ['working-time', 'events', year, cancelled],
    queryFn: ({ signal }) =>
      everyPage<DirectedEvent>(after =>
        answer(
          api.GET('/api/directed-events', {
            params: { query: { year_id: year, cancelled, after, limit: PAGE } },
            signal,
          }),
        ),
      ),
  })

export const eventQuery = (id: string) =>
  queryOptions({
    queryKey: ['working-time', 'event', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/directed-events/{event_id}', { params: { path: { event_id: id } }, signal })),
  })

export const teachersQuery = (year?: string) =>
  paged(['working-time', 'teachers', year ?? 'now'], (after, signal) =>
    answer(api.GET('/api/directed-time', { params: { query: { year_id: year, after } }, signal })),
  )

export const teacherQuery = (staff: string, year?: string) =>
  queryOptions({
    queryKey: ['working-time', 'teacher', staff, year ?? 'now'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/directed-time/{staff_id}', {
          params: { path: { staff_id: staff }, query: { year_id: year } },
          signal,
        }),
      ),
  })

/** Null while there is no school year. */
export const mineQuery = (year?: string) =>
  queryOptions({
    queryKey: ['working-time', 'mine', year ?? 'now'],
    queryFn: ({ signal }) =>
      orNone(answer(api.GET('/api/directed-time/me', { params: { query: { year_id: year } }, signal }))),
  })

/** Null where the timetable says nothing of them. */
export const gridQuery = (staff: string) =>
  queryOptions({
    queryKey: ['staff', 'timetable', staff, 'or-none'],
    queryFn: ({ signal }) =>
      orNone(
        answer(api.GET('/api/staff/{staff_id}/timetable', { params: { path: { staff_id: staff } }, signal })),
      ),
  })

export const staffQuery = queryOptions({
  queryKey: ['staff', 'everybody'],
  queryFn: ({ signal }) =>
    everyPage<Schema<'StaffOut'>>(after =>
      answer(api.GET('/api/staff', { params: { query: { active: true, after, limit: PAGE } }, signal })),
    ),
})
