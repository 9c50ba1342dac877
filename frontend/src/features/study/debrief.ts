/** When the group could meet after a lesson. Pure. */
import type { Schema } from '../../api/client'

export type DebriefOption = Schema<'DebriefOption'>
export type Source = Schema<'DebriefIn'>['time_source']

/** Whose time a debrief may take; only the first takes minutes from a pot. */
export const timeSources: Source[] = ['protected', 'twilight', 'inset', 'meeting', 'voluntary']

export const debriefKey = (option: DebriefOption): string => `${option.held_on} ${option.start}`

/** The times that begin after the lesson has ended, in the order they were given. */
export const debriefsAfter = (
  options: readonly DebriefOption[],
  lesson: { held_on: string; end: string },
): DebriefOption[] =>
  options.filter(
    one => one.held_on > lesson.held_on || (one.held_on === lesson.held_on && one.start >= lesson.end),
  )

/** The first at which everybody is free; failing that the first at all. */
export const bestDebrief = (options: readonly DebriefOption[]): DebriefOption | undefined =>
  options.find(one => one.everyone_free) ?? options[0]
