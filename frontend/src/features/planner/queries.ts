import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api/client'
import { paged } from '../../api/paged'
import { isWaitedFor } from './run'
import { isBooked } from './week'

const LOOK_AGAIN_MS = 1_000

export const formQuery = queryOptions({
  queryKey: ['planner', 'form'],
  queryFn: ({ signal }) => answer(api.GET('/api/planner/form', { signal })),
})

/** Newest first. Where runs stand moves on by itself, so the list is asked for anew each time it is opened. */
export const runsQuery = paged(['planner', 'runs'], (after, signal) =>
  answer(api.GET('/api/planner/runs', { params: { query: { after } }, signal })),
)

/** One run; asked for again each second while somebody waits for it. */
export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ['planner', 'run', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/planner/runs/{run_id}', { params: { path: { run_id: id } }, signal })),
    refetchInterval: query => {
      const run = query.state.data
      return run && isWaitedFor(run) ? LOOK_AGAIN_MS : false
    },
  })

/** The plan of a run. It never changes once it is there; but how cover stands does, once it is asked for. */
export const planQuery = (id: string) =>
  queryOptions({
    queryKey: ['planner', 'plan', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/planner/runs/{run_id}/plan', { params: { path: { run_id: id } }, signal })),
    staleTime: ({ state }) => (state.data && !isBooked(state.data) ? Number.POSITIVE_INFINITY : 0),
  })

/** What an accepted plan changes, wherever it is shown. */
export const touchedByPlan = [
  ['planner'],
  ['my-week'],
  ['rounds'],
  ['group'],
  ['plan'],
  ['time'],
  ['balances'],
  ['cover-slots'],
  ['desk'],
]
