import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from '../../api/client'
import { orNone, paged } from '../../api/paged'

export const schoolQuery = queryOptions({
  queryKey: ['school'],
  queryFn: ({ signal }) => answer(api.GET('/api/school', { signal })),
})

/** Null when no year has been set up. */
export const currentYearQuery = queryOptions({
  queryKey: ['years', 'current'],
  queryFn: ({ signal }) => orNone(answer(api.GET('/api/years/current', { signal }))),
})

export const yearsQuery = queryOptions({
  queryKey: ['years', 'all'],
  queryFn: ({ signal }) => answer(api.GET('/api/years', { params: { query: { limit: 100 } }, signal })),
})

export type YearWithExceptions = { year: Schema<'YearOut'>; exceptions: Schema<'SchoolDayOut'>[] }

/** A year with everything that its form shows. */
export const yearQuery = (id: string) =>
  queryOptions({
    queryKey: ['years', id],
    queryFn: async ({ signal }): Promise<YearWithExceptions> => {
      const path = { year_id: id }
      const [year, exceptions] = await Promise.all([
        answer(api.GET('/api/years/{year_id}', { params: { path }, signal })),
        allExceptions(id, signal),
      ])
      return { year, exceptions }
    },
  })

async function allExceptions(id: string, signal: AbortSignal): Promise<Schema<'SchoolDayOut'>[]> {
  const all: Schema<'SchoolDayOut'>[] = []
  let after: string | undefined
  do {
    const page = await answer(
      api.GET('/api/years/{year_id}/exceptions', {
        params: { path: { year_id: id }, query: { after, limit: 100 } },
        signal,
      }),
    )
    all.push(...page.items)
    after = page.next ?? undefined
  } while (after)
  return all
}

/** Who works here, or who has left. */
export const peopleQuery = (q: string, left: boolean) =>
  paged(['staff', 'list', q, left], (after, signal) =>
    answer(
      api.GET('/api/staff', {
        params: { query: { q: q || undefined, after, active: !left } },
        signal,
      }),
    ),
  )

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['staff', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/staff/{staff_id}', { params: { path: { staff_id: id } }, signal })),
  })
