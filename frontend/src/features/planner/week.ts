/** A plan on the school's own grid: weeks, what stands in each cell, and what one colleague does when. Pure. */
import dayjs from 'dayjs'
import type { Schema } from '../../api/client'

export type Plan = Schema<'PlanOut'>
export type Lesson = Schema<'PlannedLesson'>
export type Observer = Schema<'PlannedObserver'>
type Day = Schema<'PlanDay'>

export const isRepair = (plan: Pick<Plan, 'unchanged_count'>): boolean => plan.unchanged_count !== null

/** Some of it is booked, so that cover has been asked for: it is shown how it stands, and not who is asked. */
export const isBooked = (plan: Pick<Plan, 'state' | 'unchanged_count'>): boolean =>
  plan.state === 'accepted' || isRepair(plan)

/** The school days of one week, by its Monday. */
export type Week = { monday: string; days: Day[] }

export const mondayOf = (day: string): string => {
  const on = dayjs(day)
  return on.subtract((on.day() + 6) % 7, 'day').format('YYYY-MM-DD')
}

export function weeksOf(days: readonly Day[]): Week[] {
  const weeks = new Map<string, Day[]>()
  for (const day of days) {
    const monday = mondayOf(day.held_on)
    weeks.set(monday, [...(weeks.get(monday) ?? []), day])
  }
  return [...weeks]
    .map(([monday, of]) => ({ monday, days: of }))
    .sort((a, b) => a.monday.localeCompare(b.monday))
}

/** The week that is asked for, or the first in which something happens. */
export function weekAt(
  weeks: readonly Week[],
  wanted: string | undefined,
  happens: readonly string[],
): number {
  const found = weeks.findIndex(week => week.monday === wanted)
  if (found >= 0) return found
  const mondays = new Set(happens.map(mondayOf))
  return Math.max(
    0,
    weeks.findIndex(week => mondays.has(week.monday)),
  )
}

/** Something that fills a cell or a part of it: what begins at the same time stands together. */
export type Piece<T> = { start: string; end: string; items: T[] }

function together<T extends { start: string; end: string }>(items: readonly T[]): Piece<T>[] {
  const pieces = new Map<string, Piece<T>>()
  for (const item of items) {
    const piece = pieces.get(item.start) ?? { start: item.start, end: item.end, items: [] }
    const end = item.end > piece.end ? item.end : piece.end
    pieces.set(item.start, { ...piece, end, items: [...piece.items, item] })
  }
  return [...pieces.values()].sort((a, b) => a.start.localeCompare(b.start))
}

/** The lessons in one cell, as one piece: several groups may meet in the same period. */
export const lessonsAt = (lessons: readonly Lesson[], on: string, period: string): Piece<Lesson>[] =>
  together(lessons.filter(lesson => lesson.held_on === on && lesson.period === period))

export type Duty = {
  kind: 'host' | 'observe' | 'cover' | 'debrief'
  on: string
  /** Empty for a debrief, which may be held at any time of the day. */
  period: string
  start: string
  end: string
  lesson: Lesson
  /** Whom it is with: the one who observes, or the one who is covered. */
  observer?: Observer
}

/** Everything that the plan has one colleague do, in order of time. */
export function dutiesOf(lessons: readonly Lesson[], staffId: string): Duty[] {
  const duties = lessons.flatMap(lesson => {
    const { held_on: on, period, start, end, debrief } = lesson
    const found: Duty[] = []
    if (lesson.host_id === staffId) found.push({ kind: 'host', on, period, start, end, lesson })
    for (const observer of lesson.observers) {
      const half = { on, period, start: observer.start, end: observer.end, lesson, observer }
      if (observer.staff_id === staffId) found.push({ kind: 'observe', ...half })
      if (observer.cover_by_id === staffId) found.push({ kind: 'cover', ...half })
    }
    if (found.some(duty => duty.kind !== 'cover'))
      found.push({
        kind: 'debrief',
        on: debrief.held_on,
        period: '',
        start: debrief.start,
        end: debrief.end,
        lesson,
      })
    return found
  })
  return duties.sort((a, b) => `${a.on} ${a.start}`.localeCompare(`${b.on} ${b.start}`))
}

/** A period in which the plan has somebody do nothing: a place to ask why not. */
export type Gap = { kind: 'gap'; on: string; period: string; start: string; end: string }

/** What stands in a cell of a colleague's grid: their duties, or the gap. */
export function cellOf(duties: readonly Duty[], day: Day, period: string): Piece<Duty | Gap>[] {
  const found = dutiesIn(duties, day, period)
  const bell = day.periods.find(one => one.period === period)
  if (found.length > 0 || day.is_blocked || !bell) return found
  const { start, end } = bell
  return [{ start, end, items: [{ kind: 'gap', on: day.held_on, period, start, end }] }]
}

const begins = (period: Day['periods'][number], duty: Duty) =>
  period.start <= duty.start && duty.start < period.end

/** A colleague's duties of one day: by period where they begin in one, else after school. */
export function dutiesIn(duties: readonly Duty[], day: Day, period: string): Piece<Duty>[] {
  const bell = day.periods.find(one => one.period === period)
  const here = duties.filter(duty => duty.on === day.held_on)
  return together(
    here.filter(duty => (duty.period ? duty.period === period : bell !== undefined && begins(bell, duty))),
  )
}

export const dutiesAfter = (duties: readonly Duty[], day: Day): Piece<Duty>[] =>
  together(
    duties.filter(
      duty => duty.on === day.held_on && !duty.period && !day.periods.some(period => begins(period, duty)),
    ),
  )
