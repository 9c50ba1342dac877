import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from '../../api/client'

export type Category = Schema<'PotOut'>['category']

export const timeQuery = queryOptions({
  queryKey: ['time', 'mine'],
  queryFn: ({ signal }) => answer(api.GET('/api/my-time', { signal })),
})

export const entriesQuery = (category?: Category) =>
  infiniteQueryOptions({
    queryKey: ['time', 'entries', category ?? 'all'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/api/my-time/entries', { params: { query: { category, after: pageParam } }, signal })),
    getNextPageParam: page => page.next ?? undefined,
  })
