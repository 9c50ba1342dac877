import dayjs from 'dayjs'
import type { Schema } from '../../api/client'
import { today } from '../../lib/dates'

/** The first timetable counts from this week, a later one from the next; neither outside the year. */
export function firstDay(year: Schema<'YearOut'>, isFirst: boolean): string {
  const now = dayjs(today())
  const monday = now.subtract((now.day() + 6) % 7, 'day')
  const day = (isFirst ? monday : monday.add(7, 'day')).format('YYYY-MM-DD')
  return day < year.starts_on || day > year.ends_on ? year.starts_on : day
}
