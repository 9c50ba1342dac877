import type { Span } from '../lib/grid'
import { usePhone } from '../lib/usePhone'
import { WeekDays } from './WeekDays'
import { WeekTable } from './WeekTable'
import type { WeekProps } from './week'

/** The week as the school sees it: a table where there is room, the days one at a time on a phone. */
export function WeekGrid<P extends Span>(props: WeekProps<P>) {
  return usePhone() ? <WeekDays {...props} /> : <WeekTable {...props} />
}
