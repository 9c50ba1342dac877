import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api/client'
import { orNone, paged } from '../../api/paged'
import type { ChangeSource, Looked } from './changeSource'

export const versionsQuery = paged(['timetable-versions', 'all'], (after, signal) =>
  answer(api.GET('/api/timetable-versions', { params: { query: { after } }, signal })),
)

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['timetable-imports', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/timetable-imports/{import_id}', { params: { path: { import_id: id } }, signal })),
  })

export const problemsQuery = (id: string) =>
  paged(['timetable-imports', id, 'problems'], (after, signal) =>
    answer(
      api.GET('/api/timetable-imports/{import_id}/problems', {
        params: { path: { import_id: id }, query: { after } },
        signal,
      }),
    ),
  )

/** Null when no year has been set up. */
export const yearQuery = queryOptions({
  queryKey: ['years', 'current'],
  queryFn: ({ signal }) => orNone(answer(api.GET('/api/years/current', { signal }))),
})

export const staffFoundQuery = (q: string) =>
  queryOptions({
    queryKey: ['staff', 'found', q],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/staff', { params: { query: { q: q || undefined, limit: 30 } }, signal })),
  })

export const gridQuery = (staff: string) =>
  queryOptions({
    queryKey: ['staff', 'timetable', staff],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/staff/{staff_id}/timetable', { params: { path: { staff_id: staff } }, signal })),
  })

/** What would change, by kind; asked by POST for files, since all that is said of them goes along. */
export const differencesQuery = (source: ChangeSource, { kind, words }: Looked) =>
  paged(['timetable-changes', source, 'differences', kind, words], (after, signal) => {
    const query = { after, kind: kind || undefined, q: words || undefined }
    return source.of === 'files'
      ? answer(
          api.POST('/api/timetable-imports/{import_id}/differences', {
            params: { path: { import_id: source.id }, query },
            body: source.body,
            signal,
          }),
        )
      : answer(
          api.GET('/api/timetable-versions/{version_id}/differences', {
            params: { path: { version_id: source.id }, query: { ...query, starts_on: source.startsOn } },
            signal,
          }),
        )
  })

export const touchedQuery = (source: ChangeSource) =>
  paged(['timetable-changes', source, 'rounds'], (after, signal) =>
    source.of === 'files'
      ? answer(
          api.POST('/api/timetable-imports/{import_id}/touched-rounds', {
            params: { path: { import_id: source.id }, query: { after } },
            body: source.body,
            signal,
          }),
        )
      : answer(
          api.GET('/api/timetable-versions/{version_id}/touched-rounds', {
            params: {
              path: { version_id: source.id },
              query: { after, starts_on: source.startsOn },
            },
            signal,
          }),
        ),
  )
