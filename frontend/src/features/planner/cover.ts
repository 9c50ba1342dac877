/** Who is asked to take which class, and what accepting a plan comes to. Pure. */
import type { Schema } from '../../api/client'
import { isBooked, type Lesson, type Observer, type Plan } from './week'

export type CoverState = NonNullable<Observer['cover']>
/** A class for which somebody is sought for half an hour; without a name where nobody's business. */
export type Ask = { lesson: Lesson; observer: Observer; state: CoverState; name: string }
export type AskDay = { on: string; asks: Ask[] }

const asksOf = (lessons: readonly Lesson[]): Ask[] =>
  lessons.flatMap(lesson =>
    lesson.observers.flatMap(observer =>
      observer.cover === null
        ? []
        : [{ lesson, observer, state: observer.cover, name: observer.cover_by_name ?? '' }],
    ),
  )
const wouldBeAsked = (ask: Ask): boolean => ask.state === 'to_ask'

/** In a plan that is only looked at, who would be asked; in one that is booked, how every cover stands. */
export const coversOf = (plan: Pick<Plan, 'lessons' | 'state' | 'unchanged_count'>): Ask[] =>
  isBooked(plan) ? asksOf(plan.lessons) : asksOf(plan.lessons).filter(wouldBeAsked)

export const COVER_STATES = [
  'to_ask',
  'agreed',
  'asked',
  'cover_lead',
  'over',
] as const satisfies readonly CoverState[]

/** How many covers stand how; only states in which some do. */
export const standingsOf = (asks: readonly Ask[]) =>
  COVER_STATES.map(state => ({ state, count: asks.filter(ask => ask.state === state).length })).filter(
    one => one.count > 0,
  )

/** By day, and within a day by time. */
export function asksByDay(asks: readonly Ask[]): AskDay[] {
  const days = new Map<string, Ask[]>()
  for (const ask of asks) {
    const { held_on } = ask.lesson
    days.set(held_on, [...(days.get(held_on) ?? []), ask])
  }
  return [...days]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([on, of]) => ({
      on,
      asks: of.sort(
        (a, b) => a.observer.start.localeCompare(b.observer.start) || a.name.localeCompare(b.name),
      ),
    }))
}

export type Booking = {
  rounds: number
  observeMinutes: number
  debriefMinutes: number
  /** Colleagues who are asked, each counted once. */
  asked: number
  /** Half hours that go to the cover lead. */
  left: number
}

/** What accepting books. Cover takes minutes only when somebody accepts it, so it is not among them. */
export const bookingOf = (plan: Plan): Booking => ({
  rounds: plan.lessons.length,
  observeMinutes: sum(plan.teachers, one => one.observe_minutes),
  debriefMinutes: sum(plan.teachers, one => one.debrief_minutes),
  asked: new Set(
    asksOf(plan.lessons)
      .filter(wouldBeAsked)
      .map(ask => ask.observer.cover_by_id),
  ).size,
  left: plan.left_for_cover_lead.length,
})

const sum = <T>(items: readonly T[], of: (item: T) => number) =>
  items.reduce((total, item) => total + of(item), 0)

export type Gap = {
  groupId: string
  groupName: string
  people: Schema<'Unplaced'>[]
  reasons: Schema<'ReasonOut'>[]
}

/** Why classes are left is said with the classes; what is missing stands there by name already. */
const COVER_REASON = 'external'
const KNOWN_REASON = 'missing'

/** What has no place, group by group in the order of their names, each with its reasons. */
export function gapsOf(plan: Pick<Plan, 'unplaced' | 'reasons'>): {
  gaps: Gap[]
  /** Why classes are left for the cover lead. */
  cover: Schema<'ReasonOut'>[]
  others: Schema<'ReasonOut'>[]
} {
  const reasons = plan.reasons.filter(({ code }) => code !== COVER_REASON && code !== KNOWN_REASON)
  const gaps = new Map<string, Gap>()
  for (const one of plan.unplaced) {
    const gap = gaps.get(one.group_id) ?? {
      groupId: one.group_id,
      groupName: one.group_name,
      people: [],
      reasons: reasons.filter(reason => reason.group_id === one.group_id),
    }
    gaps.set(one.group_id, { ...gap, people: [...gap.people, one] })
  }
  return {
    gaps: [...gaps.values()],
    cover: plan.reasons.filter(({ code }) => code === COVER_REASON),
    others: reasons.filter(reason => !reason.group_id || !gaps.has(reason.group_id)),
  }
}
