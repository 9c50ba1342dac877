/** What may be changed of a round, as a form holds it, and how it meets a colleague's change. Pure. */
import type { Schema } from '../../api/client'
import { minuteOfDay, minutesBetween } from '../../lib/minutes'
import type { Source } from './debrief'

type Round = Schema<'RoundOut'>

export const MINUTES_MIN = 5
export const MINUTES_MAX = 180

export type RoundDraft = {
  focus: string
  held_on: string
  start: string
  minutes: number | string
  time_source: Source
  place: string
}
export type RoundField = keyof RoundDraft

export const draftOf = (round: Round): RoundDraft => ({
  focus: round.focus,
  held_on: round.debrief_on,
  start: round.debrief_start,
  minutes: minutesBetween(round.debrief_start, round.debrief_end),
  time_source: round.debrief_time_source,
  place: round.debrief_place,
})

export const bodyOf = ({ focus, place, minutes, ...rest }: RoundDraft): Schema<'RoundEdit'> => ({
  focus: focus.trim().replace(/\s+/g, ' '), // It is one line, however it was typed.
  debrief: { ...rest, minutes: Number(minutes), place: place.trim() },
})

export const isMinutes = (minutes: number | string): minutes is number =>
  Number.isInteger(minutes) && Number(minutes) >= MINUTES_MIN && Number(minutes) <= MINUTES_MAX

/** On the day of the lesson the debrief begins when the lesson has ended, or later. */
export const isAfterLesson = (round: Round, { held_on, start }: Pick<RoundDraft, 'held_on' | 'start'>) =>
  held_on > round.held_on || minuteOfDay(start) >= minuteOfDay(round.end)

/** What each seat reserves beside the debrief itself: the way there and back, where the school counts it. */
export function movingMinutes(round: Round): number {
  const seat = round.debrief_seats[0]
  return seat ? seat.minutes - minutesBetween(round.debrief_start, round.debrief_end) : 0
}

const fields: RoundField[] = ['focus', 'held_on', 'start', 'minutes', 'time_source', 'place']

/** What was typed stays; the rest becomes what is stored now. `both` were changed here and by a colleague. */
export function merge(read: RoundDraft, typed: RoundDraft, stored: RoundDraft) {
  const kept = fields.filter(name => typed[name] !== read[name] && typed[name] !== stored[name])
  const draft = { ...stored, ...Object.fromEntries(kept.map(name => [name, typed[name]])) } as RoundDraft
  return { draft, both: kept.filter(name => stored[name] !== read[name]) }
}
