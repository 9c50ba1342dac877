import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api/client'
import { paged } from '../../api/paged'
import type { NameFound } from './shapes'

export const groupCyclesQuery = (group: string) =>
  paged(['cycles', 'of', group], (after, signal) =>
    answer(
      api.GET('/api/groups/{group_id}/cycles', {
        params: { path: { group_id: group }, query: { after } },
        signal,
      }),
    ),
  )

export const schoolCyclesQuery = paged(['cycles', 'school'], (after, signal) =>
  answer(api.GET('/api/cycles', { params: { query: { after } }, signal })),
)

export const cycleQuery = (id: string) =>
  queryOptions({
    queryKey: ['cycles', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/cycles/{cycle_id}', { params: { path: { cycle_id: id } }, signal })),
  })

export const mechanismsQuery = (id: string) =>
  queryOptions({
    queryKey: ['cycles', 'mechanisms', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/cycles/{cycle_id}/mechanisms', { params: { path: { cycle_id: id } }, signal })),
  })

export const lessonQuery = (id: string) =>
  queryOptions({
    queryKey: ['research-lessons', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/research-lessons/{lesson_id}', { params: { path: { lesson_id: id } }, signal })),
  })

export const versionsQuery = (id: string) =>
  paged(['research-lessons', 'versions', id], (after, signal) =>
    answer(
      api.GET('/api/research-lessons/{lesson_id}/versions', {
        params: { path: { lesson_id: id }, query: { after } },
        signal,
      }),
    ),
  )

export const versionQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: ['research-lessons', 'version', id, number],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/research-lessons/{lesson_id}/versions/{number}', {
          params: { path: { lesson_id: id, number } },
          signal,
        }),
      ),
  })

/** What the last save found that may be a pupil's name: said until the next save, asked of nobody. */
export const namesQuery = (id: string) =>
  queryOptions<NameFound[]>({
    queryKey: ['names-found', id],
    queryFn: () => [],
    enabled: false,
    initialData: [],
  })

/** What every act in a cycle may change, wherever it is shown. */
export const touchedByCycle = [['cycles'], ['research-lessons']]
