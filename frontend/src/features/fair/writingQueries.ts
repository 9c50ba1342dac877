/** What is read for writing and for the safeguarding check. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from '../../api/client'
import { paged } from '../../api/paged'
import type { Draft, SECTIONS } from './findingDraft'

export type Sections = Pick<Draft, (typeof SECTIONS)[number]>

/** The page that the server makes of a text; the same text is not sent twice. */
export const previewQuery = (id: string, texts: Sections) =>
  queryOptions({
    queryKey: ['finding-preview', id, texts],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(api.POST('/api/findings/preview', { body: { finding_id: id, texts }, signal })),
  })

export const versionsQuery = (id: string) =>
  paged(['findings', 'versions', id], (after, signal) =>
    answer(
      api.GET('/api/findings/{finding_id}/versions', {
        params: { path: { finding_id: id }, query: { after } },
        signal,
      }),
    ),
  )

export const versionQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: ['findings', 'versions', id, number],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/findings/{finding_id}/versions/{number}', {
          params: { path: { finding_id: id, number } },
          signal,
        }),
      ),
  })

/** Published findings in which a word stands: what one's own may have tried. */
export const triedQuery = (q: string) =>
  paged(['fair', 'tried', q], (after, signal) =>
    answer(api.GET('/api/shelf/findings', { params: { query: { ...(q && { q }), after } }, signal })),
  )

export type FileOut = Schema<'FileOut'>
