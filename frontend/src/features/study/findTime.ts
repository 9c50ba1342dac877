/** Times at which a group could hold its next research lesson, ranked by the planner. */
import { queryOptions } from '@tanstack/react-query'
import dayjs from 'dayjs'
import { answer, api, type Schema } from '../../api/client'

export type TimeObserver = Pick<
  Schema<'PlannedObserver'>,
  'staff_id' | 'name' | 'slice' | 'start' | 'end' | 'release' | 'class_name' | 'cover_by_id' | 'cover_by_name'
>
/** What the planner answers, until the generated types know it. Cover is counted in half hours. */
export type TimeOption = {
  host_id: string
  host_name: string
  held_on: string
  period: string
  start: string
  end: string
  class_name: string
  subject: string
  observers: TimeObserver[]
  debrief: { held_on: string; start: string; end: string }
  cover_needed: number
  external: number
  exchange: number
  mutual: number
  reasons: string[]
}
export type Times = { items: TimeOption[]; reasons: Schema<'ReasonOut'>[]; considered: number }

type Ask = (
  path: string,
  wish: { params: { query: Record<string, string> }; signal: AbortSignal },
) => Promise<{ data?: Times; error?: unknown; response: Response }>

export type Span = { from: string; to: string }
const LOOK_AHEAD_DAYS = 27

/** From tomorrow on, four weeks: what a group plans by hand. */
export const nextWeeks = (today: string): Span => ({
  from: dayjs(today).add(1, 'day').format('YYYY-MM-DD'),
  to: dayjs(today)
    .add(1 + LOOK_AHEAD_DAYS, 'day')
    .format('YYYY-MM-DD'),
})

export const isSpan = ({ from, to }: Span): boolean => from !== '' && to !== '' && from <= to

export const timesQuery = (group: string, { from, to }: Span) =>
  queryOptions({
    queryKey: ['plan', 'times', group, from, to],
    queryFn: ({ signal }) =>
      answer(
        (api.GET as unknown as Ask)('/api/planner/options', {
          params: { query: { group_id: group, from, to } },
          signal,
        }),
      ),
  })

/** Where the cover of an option would come from; only what is needed. */
export const needsOf = (option: Pick<TimeOption, 'mutual' | 'exchange' | 'external'>) =>
  (['mutual', 'exchange', 'external'] as const)
    .map(from => ({ from, count: option[from] }))
    .filter(need => need.count > 0)
