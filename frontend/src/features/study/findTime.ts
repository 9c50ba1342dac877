/** Times at which a group could hold its next research lesson, ranked by the planner. */
import { queryOptions } from '@tanstack/react-query'
import dayjs from 'dayjs'
import { answer, api, type Schema } from '../../api/client'

/** Cover is counted in half hours. */
export type TimeOption = Schema<'OptionOut'>
export type Times = Schema<'OptionsOut'>

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
      answer(api.GET('/api/planner/options', { params: { query: { group_id: group, from, to } }, signal })),
  })

/** Where the cover of an option would come from; only what is needed. */
export const needsOf = (option: Pick<TimeOption, 'mutual' | 'exchange' | 'external'>) =>
  (['mutual', 'exchange', 'external'] as const)
    .map(from => ({ from, count: option[from] }))
    .filter(need => need.count > 0)
