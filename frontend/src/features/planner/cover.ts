/** Who is asked to take which class, and what accepting a plan comes to. Pure. */
import type { Schema } from '../../api/client'
import type { Lesson, Observer, Plan } from './week'

/** A class that a colleague is asked to take for half an hour. */
export type Ask = { lesson: Lesson; observer: Observer; name: string }
export type AskDay = { on: string; asks: Ask[] }

const asksOf = (lessons: readonly Lesson[]): Ask[] =>
  lessons.flatMap(lesson =>
    lesson.observers
      .filter(observer => observer.cover_by_id !== null)
      .map(observer => ({ lesson, observer, name: observer.cover_by_name ?? '' })),
  )

/** By day, and within a day by time. */
export function asksByDay(lessons: readonly Lesson[]): AskDay[] {
  const days = new Map<string, Ask[]>()
  for (const ask of asksOf(lessons)) {
    const { held_on } = ask.lesson
    days.set(held_on, [...(days.get(held_on) ?? []), ask])
  }
  return [...days]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([on, asks]) => ({
      on,
      asks: asks.sort(
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
  asked: new Set(asksOf(plan.lessons).map(ask => ask.observer.cover_by_id)).size,
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

/** What has no place, group by group in the order of their names, each with its reasons. */
export function gapsOf(plan: Pick<Plan, 'unplaced' | 'reasons'>): {
  gaps: Gap[]
  others: Schema<'ReasonOut'>[]
} {
  const gaps = new Map<string, Gap>()
  for (const one of plan.unplaced) {
    const gap = gaps.get(one.group_id) ?? {
      groupId: one.group_id,
      groupName: one.group_name,
      people: [],
      reasons: plan.reasons.filter(reason => reason.group_id === one.group_id),
    }
    gaps.set(one.group_id, { ...gap, people: [...gap.people, one] })
  }
  return {
    gaps: [...gaps.values()],
    others: plan.reasons.filter(reason => !reason.group_id || !gaps.has(reason.group_id)),
  }
}
