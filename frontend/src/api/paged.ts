/** Lists by page, as every list of the API comes. */
import { type InfiniteData, infiniteQueryOptions, type QueryKey } from '@tanstack/react-query'
import { Refused } from './problems'

type PageOf<Item> = { items: Item[]; next?: string | null }

/** A list that grows by "Show more". What a page says besides its items stays known. */
export const paged = <Whole extends PageOf<unknown>>(
  queryKey: QueryKey,
  ask: (after: string | undefined, signal: AbortSignal) => Promise<Whole>,
) =>
  infiniteQueryOptions({
    queryKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    getNextPageParam: page => page.next ?? undefined,
  })

export const itemsOf = <Item>(data: InfiniteData<PageOf<Item>>): Item[] =>
  data.pages.flatMap(page => page.items)

/** Null instead of a refusal, where "there is none yet" is an answer and not a failure. */
export async function orNone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return null
    throw error
  }
}
