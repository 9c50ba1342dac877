/** Findings that groups handed in and a lead has not looked at yet. */
import { answer, api } from './client'
import { itemsOf, paged } from './paged'

export const toAcceptQuery = paged(['findings', 'to-accept'], (after, signal) =>
  answer(api.GET('/api/findings-to-accept', { params: { query: { after } }, signal })),
)

/** How many are known to wait, and whether there are more behind the page that was read. */
export function waitingIn(data: Parameters<typeof itemsOf>[0]): { count: number; isMore: boolean } {
  return { count: itemsOf(data).length, isMore: Boolean(data.pages.at(-1)?.next) }
}
