import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from '../../api/client'
import { paged } from '../../api/paged'

export type Retention = Schema<'RetentionOut'>
export type Due = Schema<'RetentionDue'>
export type AuditLine = Schema<'AuditLine'>

export const rosterQuery = queryOptions({
  queryKey: ['pupils', 'roster'],
  queryFn: ({ signal }) => answer(api.GET('/api/pupils/roster', { signal })),
})

export const retentionQuery = queryOptions({
  queryKey: ['retention', 'chosen'],
  queryFn: ({ signal }) => answer(api.GET('/api/retention', { signal })),
})

export const dueQuery = paged(['retention', 'due'], (after, signal) =>
  answer(api.GET('/api/retention/due', { params: { query: { after } }, signal })),
)

/** What was done, newest first; of one kind only when *action* is given. */
export const auditQuery = (action = '') =>
  paged(['audit', action], (after, signal) =>
    answer(api.GET('/api/audit', { params: { query: { action: action || undefined, after } }, signal })),
  )

/** What I did here and what was done to my entry in the list of staff, newest first. */
export const myRecordQuery = paged(['my-record'], (after, signal) =>
  answer(api.GET('/api/my-record', { params: { query: { after } }, signal })),
)

/** The same as the cycle's own page reads. */
export const cycleQuery = (id: string) =>
  queryOptions({
    queryKey: ['cycles', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/cycles/{cycle_id}', { params: { path: { cycle_id: id } }, signal })),
  })

/** What a change of the roster changes: also what was found in texts before. */
export const touchedByRoster = [['pupils'], ['names-in'], ['audit']]
