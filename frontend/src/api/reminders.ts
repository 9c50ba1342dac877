/** Who may run out of weeks for their minutes, and the kind words about it. */
import { queryOptions } from '@tanstack/react-query'
import { answer, api } from './client'
import { paged } from './paged'

export const atRiskQuery = paged(['desk', 'at-risk'], (after, signal) =>
  answer(api.GET('/api/unplaced/at-risk', { params: { query: { after } }, signal })),
)

export const unplacedGroupsQuery = paged(['desk', 'unplaced-groups'], (after, signal) =>
  answer(api.GET('/api/unplaced/groups', { params: { query: { after } }, signal })),
)

/** What I was reminded of and have not put away. */
export const myNudgesQuery = queryOptions({
  queryKey: ['my-nudges'],
  queryFn: ({ signal }) => answer(api.GET('/api/my-nudges', { params: { query: { unseen: true } }, signal })),
})

/** What I have done and not logged; under the key of my minutes, because logging changes it. */
export const toLogQuery = queryOptions({
  queryKey: ['time', 'to-log'],
  queryFn: ({ signal }) => answer(api.GET('/api/my-time/to-log', { signal })),
})
