/** What a repair changes of an accepted plan, as people are told. Pure. */
import type { Schema } from '../../api/client'
import type { Lesson, Observer, Plan } from './week'

export type Change = Schema<'PlannedChange'>

/** The weightiest first; what stays is only counted. */
export const TOLD = ['dropped', 'moved', 'recovered', 'added'] as const satisfies Change['kind'][]

export const changesOf = (changes: readonly Change[], kind: Change['kind']): Change[] =>
  changes.filter(change => change.kind === kind)

/** Observers for whose class somebody is to be asked who was not asked before. */
export function soughtIn({ before, after }: Pick<Change, 'before' | 'after'>): Observer[] {
  const withLead = new Set(
    before?.observers.filter(one => one.cover === 'cover_lead').map(one => one.staff_id),
  )
  return (after?.observers ?? []).filter(
    one => one.cover === 'to_ask' || (one.cover === 'cover_lead' && !withLead.has(one.staff_id)),
  )
}

const timeOf = ({ held_on, period, start }: Lesson) => `${held_on} ${period} ${start}`
const watchersOf = (lesson: Lesson) =>
  lesson.observers
    .map(one => `${one.staff_id} ${one.slice}`)
    .sort()
    .join()
const debriefOf = ({ debrief }: Lesson) => `${debrief.held_on} ${debrief.start}`

const isNew = (of: (lesson: Lesson) => string, before: Lesson | null, after: Lesson | null): boolean =>
  before !== null && after !== null && of(before) !== of(after)

/** What is new about a lesson that moves: it may stand where it stood and have other observers, or debrief later. */
export const newIn = ({ before, after }: Pick<Change, 'before' | 'after'>) => ({
  time: isNew(timeOf, before, after),
  observers: isNew(watchersOf, before, after),
  debrief: isNew(debriefOf, before, after),
})

/** Whose days change. Once a repair is taken, whoever is only asked for cover is not told: they may say no. */
export function toldOf({ before, after, disturbed }: Change, isTaken: boolean): string[] {
  const known = new Set(
    [before, after].flatMap(lesson => [
      lesson?.host_id,
      ...(lesson?.observers ?? []).flatMap(one => [one.staff_id, one.cover_by_id]),
    ]),
  )
  return disturbed.filter(one => !isTaken || known.has(one.staff_id)).map(one => one.name)
}

/** What taking a repair does, in numbers. */
export function takingOf(plan: Pick<Plan, 'difference' | 'unchanged_count'>) {
  const { difference: changes } = plan
  const sought = changes.flatMap(soughtIn)
  return {
    moves: changesOf(changes, 'moved').length,
    callsOff: changesOf(changes, 'dropped').length,
    books: changesOf(changes, 'added').length,
    /** Colleagues, each counted once. */
    asks: new Set(sought.map(one => one.cover_by_id).filter(id => id !== null)).size,
    toLead: sought.filter(one => one.cover === 'cover_lead').length,
    stay: plan.unchanged_count ?? 0,
  }
}
