/** A sensible beginning: the six half-terms of an English school year, by its usual pattern. Pure. */
import dayjs, { type Dayjs } from 'dayjs'

export type Span = { starts_on: string; ends_on: string }
export type SuggestedYear = { name: string; half_terms: Span[]; inset: string; mayDay: string }

const JUNE = 5
const day = (year: number, month: number, date: number) => dayjs(new Date(year, month - 1, date))
const iso = (on: Dayjs) => on.format('YYYY-MM-DD')
const isWeekend = (on: Dayjs) => on.day() === 0 || on.day() === 6

const weekdayFrom = (on: Dayjs): Dayjs => (isWeekend(on) ? weekdayFrom(on.add(1, 'day')) : on)
const onOrBefore = (on: Dayjs, weekday: number) => on.subtract((on.day() - weekday + 7) % 7, 'day')
const onOrAfter = (on: Dayjs, weekday: number) => on.add((weekday - on.day() + 7) % 7, 'day')
const fridayBefore = (monday: Dayjs) => monday.subtract(3, 'day')
const weekAfter = (monday: Dayjs) => monday.add(7, 'day')

/** Easter Sunday by the Gregorian computus. */
export function easter(year: number): Dayjs {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const within = year % 100
  const moon =
    (19 * golden + century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 15) % 30
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(within / 4) - moon - (within % 4)) % 7
  const shift = Math.floor((golden + 11 * moon + 19 * sunday) / 433)
  const month = Math.floor((moon + sunday - 7 * shift + 90) / 25)
  return day(year, month, (moon + sunday - 7 * shift + 33 * month + 19) % 32)
}

/** The last day before and the first day after the fortnight at Easter, which moves with how early Easter is. */
function easterBreak(year: number): { last: Dayjs; first: Dayjs } {
  const sunday = easter(year)
  if (!sunday.isAfter(day(year, 3, 31)))
    return { last: sunday.subtract(3, 'day'), first: sunday.add(15, 'day') }
  if (!sunday.isAfter(day(year, 4, 12)))
    return { last: sunday.subtract(9, 'day'), first: sunday.add(8, 'day') }
  return { last: sunday.subtract(16, 'day'), first: sunday.add(2, 'day') }
}

/** The year that has begun, or from June on the one that comes. */
export function suggestedYear(today: string): SuggestedYear {
  const now = dayjs(today)
  return yearFrom(now.month() >= JUNE ? now.year() : now.year() - 1)
}

/** The school year that begins in September of *first*. */
export function yearFrom(first: number): SuggestedYear {
  const next = first + 1
  const october = onOrBefore(day(first, 10, 31), 1)
  const february = onOrAfter(day(next, 2, 14), 1)
  const may = onOrBefore(day(next, 5, 31), 1)
  const spring = easterBreak(next)
  const start = weekdayFrom(day(first, 9, 1))
  const spans: [Dayjs, Dayjs][] = [
    [start, fridayBefore(october)],
    [weekAfter(october), onOrBefore(day(first, 12, 22), 5)],
    [weekdayFrom(day(next, 1, 4)), fridayBefore(february)],
    [weekAfter(february), spring.last],
    [spring.first, fridayBefore(may)],
    [weekAfter(may), onOrBefore(day(next, 7, 23), 3)],
  ]
  return {
    name: `${first}/${String(next).slice(2)}`,
    half_terms: spans.map(([from, to]) => ({ starts_on: iso(from), ends_on: iso(to) })),
    inset: iso(start),
    mayDay: iso(onOrAfter(day(next, 5, 1), 1)),
  }
}
