/** The calendar of directed time on paper: half-terms, dates of twilights, what is left to place. Pure. */
import dayjs from 'dayjs'
import type { Schema } from '../../api/client'
import { minuteOfDay, minutesBetween } from '../../lib/minutes'

export type Term = Schema<'HalfTermOut'>
export type SchoolDay = Schema<'SchoolDayOut'>
type DirectedEvent = Schema<'EventOut'>
type InsetDay = Schema<'InsetDayOut'>

/** An event, or an INSET day of the school's calendar of which nothing more is said. */
export type Row = { on: string; key: string; event?: DirectedEvent; inset?: InsetDay }

const DAY_MINUTES = 24 * 60
export const HALF_TERMS_NEEDED = 6

const rowsOf = (events: DirectedEvent[], insetDays: InsetDay[]): Row[] => {
  const own: Row[] = events.map(event => ({ on: event.held_on, key: event.id, event }))
  const plain: Row[] = insetDays
    .filter(day => !day.event_id)
    .map(inset => ({ on: inset.held_on, key: inset.held_on, inset }))
  return [...own, ...plain].sort((a, b) => a.on.localeCompare(b.on) || startOf(a).localeCompare(startOf(b)))
}
const startOf = (row: Row) => row.event?.starts ?? ''

/** What each half-term holds, by date. A day between two of them stands with the one before it. */
export function byHalfTerm(
  events: DirectedEvent[],
  insetDays: InsetDay[],
  terms: Term[],
): (Term & { rows: Row[] })[] {
  const filled = terms.map(term => ({ ...term, rows: [] as Row[] }))
  for (const row of rowsOf(events, insetDays)) {
    const term = filled.findLast(one => one.starts_on <= row.on) ?? filled[0]
    term?.rows.push(row)
  }
  return filled
}

/** Minutes of somebody whom everything that is for everyone directs. */
export const minutesForEveryone = (events: DirectedEvent[], insetDays: InsetDay[]): number =>
  events
    .filter(one => one.audience === 'everyone' && !one.is_cancelled && !one.is_split)
    .reduce((sum, one) => sum + one.minutes, 0) +
  insetDays.filter(day => !day.event_id).reduce((sum, day) => sum + day.minutes, 0)

/**
 * The day of each half-term in the middle of those on *weekday* (Monday is 0) on which the school runs;
 * null where there is none.
 */
export function middleDays(terms: Term[], exceptions: SchoolDay[], weekday: number): (string | null)[] {
  const without = new Set(
    exceptions.filter(day => day.kind === 'closure' || day.kind === 'inset').map(day => day.held_on),
  )
  return terms.map(({ starts_on, ends_on }) => {
    const days: string[] = []
    const from = dayjs(starts_on)
    for (let on = from.add((weekday + 8 - from.day()) % 7, 'day'); !on.isAfter(ends_on, 'day'); ) {
      const day = on.format('YYYY-MM-DD')
      if (!without.has(day)) days.push(day)
      on = on.add(7, 'day')
    }
    return days[Math.floor((days.length - 1) / 2)] ?? null
  })
}

/** As many of the half-terms' days as there are twilights, spread over the year. */
export const spread = <Day>(days: Day[], count: number): Day[] =>
  Array.from({ length: Math.min(count, days.length) }, (_, at) =>
    days.at(Math.floor((at * days.length) / count)),
  ).filter(day => day !== undefined)

/** The wall time *minutes* after *start*; null when that would be another day. */
export function later(start: string, minutes: number): string | null {
  const at = minuteOfDay(start) + minutes
  if (!start || !Number.isInteger(minutes) || at >= DAY_MINUTES) return null
  return [Math.floor(at / 60), at % 60].map(part => `${part}`.padStart(2, '0')).join(':')
}

export type TypedTwilight = { held_on: string; starts: string; ends: string; title: string }

export const isWhole = ({ held_on, starts, ends }: TypedTwilight): boolean =>
  Boolean(held_on && starts && ends && starts < ends)

/** What of an INSET day the twilights leave; negative when they are more than it. */
export const leftToPlace = (dayMinutes: number, twilights: TypedTwilight[]): number =>
  dayMinutes -
  twilights.reduce(
    (sum, { starts, ends }) => sum + (starts && ends && starts < ends ? minutesBetween(starts, ends) : 0),
    0,
  )

/** The next twilight to type: as long as the school's usual one, or as what is left. */
export const nextTwilight = (starts: string, usual: number, left: number): TypedTwilight => ({
  held_on: '',
  starts,
  ends: later(starts, left > 0 ? Math.min(usual, left) : usual) ?? '',
  title: '',
})
