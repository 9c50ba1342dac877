/** What a repair changes of an accepted plan, as people are told. Pure. */
import type { Lesson, Observer } from './week'

/** Until the API has repairs, their shape stands here. */
export type Change = {
  kind: 'moved' | 'recovered' | 'dropped' | 'added' | 'unchanged'
  before: Lesson | null
  after: Lesson | null
  /** Whose day is no longer what it was. */
  disturbed: { staff_id: string; name: string }[]
}

/** The weightiest first; what stays is only counted. */
export const TOLD = ['dropped', 'moved', 'recovered', 'added'] as const
export type Told = (typeof TOLD)[number]

export const changesOf = (changes: readonly Change[], kind: Change['kind']): Change[] =>
  changes.filter(change => change.kind === kind)

/** Everybody whose day changes, each once. */
export const disturbedBy = (changes: readonly Change[]): number =>
  new Set(changes.flatMap(change => change.disturbed.map(one => one.staff_id))).size

export type Recovered = { observer: Observer; before: Observer | undefined }

/** The classes of a lesson for which somebody else is asked than before. */
export function recoveredIn({ before, after }: Pick<Change, 'before' | 'after'>): Recovered[] {
  const was = new Map(before?.observers.map(one => [one.staff_id, one]))
  return (after?.observers ?? [])
    .map(observer => ({ observer, before: was.get(observer.staff_id) }))
    .filter(({ observer, before: old }) => old === undefined || !isSame(observer, old))
    .filter(({ observer }) => observer.class_name !== '')
}

const isSame = (a: Observer, b: Observer): boolean =>
  a.cover_by_id === b.cover_by_id && a.release === b.release && a.slice === b.slice
