/** A previewed allocation, gathered by share of full time and of the year. Pure. */
import type { Schema } from '../../api/client'

type Line = Schema<'AllocationLine'>

export type ShareLine = {
  percent: number
  /** Days there, of the year's; null for who is there all year. */
  part: { days: number; ofDays: number } | null
  people: number
  pots: [observe: number, cover: number, debrief: number]
  each: number
  added: number
}

export const givenBy = (line: Line): number =>
  line.observe_minutes + line.cover_minutes + line.debrief_move_minutes

/** Minutes are only ever added up to the rule, pot by pot: the server has worked it out. */
export const addedBy = (line: Line): number => line.added_minutes

/** The part of the year that somebody is there for, or null for all of it. */
export const partOf = ({ days, of_days: ofDays }: Line): ShareLine['part'] =>
  days < ofDays ? { days, ofDays } : null

/** Full time first. Lines of one share have the same pots, since the rule knows only the two shares. */
export function byShare(lines: Line[]): ShareLine[] {
  const shares = new Map<string, ShareLine>()
  for (const line of lines) {
    const part = partOf(line)
    const key = `${line.fte_percent} ${part?.days ?? 'all'}`
    const share = shares.get(key) ?? {
      percent: line.fte_percent,
      part,
      people: 0,
      pots: [line.observe_minutes, line.cover_minutes, line.debrief_move_minutes],
      each: givenBy(line),
      added: 0,
    }
    shares.set(key, {
      ...share,
      people: share.people + 1,
      added: share.added + addedBy(line),
    })
  }
  const days = ({ part }: ShareLine) => part?.days ?? Number.POSITIVE_INFINITY
  return [...shares.values()].sort((a, b) => b.percent - a.percent || (days(a) < days(b) ? 1 : -1))
}

/** How many teachers get anything at all. */
export const receivers = (lines: Line[]): number => lines.filter(line => addedBy(line) > 0).length
