import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from '../../api/client'

export type Source = Schema<'OutsideSourceOut'>
export type SourceKind = Schema<'OutsideKind'>

/** A school has twenty at most: one page holds all. While one was never looked at, its first look is awaited. */
export const sourcesQuery = queryOptions({
  queryKey: ['addresses', 'list'],
  queryFn: ({ signal }) =>
    answer(api.GET('/api/outside-sources', { params: { query: { limit: 100 } }, signal })),
  refetchInterval: query =>
    query.state.data?.items.some(source => source.is_active && source.looked_at === null) ? 3_000 : false,
})

export const sourceQuery = (id: string) =>
  queryOptions({
    queryKey: ['addresses', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/outside-sources/{source_id}', { params: { path: { source_id: id } }, signal })),
  })

/** Who works here, to say whose calendar it is. */
export const staffQuery = queryOptions({
  queryKey: ['addresses', 'staff'],
  queryFn: async ({ signal }): Promise<Schema<'StaffOut'>[]> => {
    const all: Schema<'StaffOut'>[] = []
    let after: string | undefined
    do {
      const page = await answer(
        api.GET('/api/staff', { params: { query: { after, limit: 100, active: true } }, signal }),
      )
      all.push(...page.items)
      after = page.next ?? undefined
    } while (after)
    return all
  },
})
