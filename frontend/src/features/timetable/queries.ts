import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api/client'
import { orNone, paged } from '../../api/paged'

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
