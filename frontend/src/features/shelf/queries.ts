import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api/client'
import { orNone, paged } from '../../api/paged'
import { askedFor, type LabelKind, type ShelfSearch } from './shelf'

const PER_PAGE = 25
const FOLLOWS_PER_PAGE = 100

/** The fair's list: newest first, or what was searched for, with the counts of every label. */
export const shelfQuery = (search: ShelfSearch) =>
  infiniteQueryOptions({
    queryKey: ['fair', 'shelf', search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/shelf/findings', {
          params: { query: { ...askedFor(search), after: pageParam, limit: PER_PAGE } },
          signal,
        }),
      ),
    getNextPageParam: page => page.next ?? undefined,
  })

export const findingQuery = (id: string) =>
  queryOptions({
    queryKey: ['fair', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/fair/findings/{finding_id}', { params: { path: { finding_id: id } }, signal })),
  })

export const reactionsQuery = (id: string) =>
  paged(['fair', 'reactions', id], (after, signal) =>
    answer(
      api.GET('/api/fair/findings/{finding_id}/reactions', {
        params: { path: { finding_id: id }, query: { after } },
        signal,
      }),
    ),
  )

export const questionsQuery = (id: string) =>
  paged(['fair', 'questions', id], (after, signal) =>
    answer(
      api.GET('/api/fair/findings/{finding_id}/questions', {
        params: { path: { finding_id: id }, query: { after } },
        signal,
      }),
    ),
  )

export const trailQuery = (id: string) =>
  queryOptions({
    queryKey: ['fair', 'trail', id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/fair/findings/{finding_id}/trail', { params: { path: { finding_id: id } }, signal }),
      ),
  })

export const likeQuery = (id: string) =>
  queryOptions({
    queryKey: ['fair', 'like', id],
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/shelf/findings/{finding_id}/like', { params: { path: { finding_id: id } }, signal }),
      ),
  })

/** Labels that findings are filed by, for whoever looks for something to follow. */
export const labelsQuery = (kind: LabelKind, words: string) =>
  queryOptions({
    queryKey: ['fair', 'labels', kind, words],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/shelf/labels', { params: { query: { kind, q: words } }, signal })),
  })

export const FOLLOWS = ['follows']
export const followsQuery = paged(FOLLOWS, (after, signal) =>
  answer(api.GET('/api/me/follows', { params: { query: { after, limit: FOLLOWS_PER_PAGE } }, signal })),
)

export const NEWS = ['news']
export const newsQuery = paged(NEWS, (after, signal) =>
  answer(api.GET('/api/me/news', { params: { query: { after } }, signal })),
)

export const impactQuery = (id: string) =>
  queryOptions({
    queryKey: ['findings', 'impact', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/findings/{finding_id}/impact', { params: { path: { finding_id: id } }, signal })),
  })

export const schoolImpactQuery = queryOptions({
  queryKey: ['impact'],
  queryFn: ({ signal }) => orNone(answer(api.GET('/api/impact', { signal }))),
})
