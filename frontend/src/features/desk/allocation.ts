/** A previewed allocation, gathered by share of full time. Pure. */
import type { Schema } from '../../api/client'

type Line = Schema<'AllocationLine'>

export type ShareLine = {
  percent: number
  people: number
  pots: [observe: number, cover: number, debrief: number]
  each: number
  added: number
}

export const givenBy = (line: Line): number =>
  line.observe_minutes + line.cover_minutes + line.debrief_move_minutes

/** Minutes are only ever added up to the rule. */
export const addedBy = (line: Line): number => Math.max(0, givenBy(line) - line.already_minutes)

/** Full time first. Lines of one share have the same pots, since the rule knows only the share. */
export function byShare(lines: Line[]): ShareLine[] {
  const shares = new Map<number, ShareLine>()
  for (const line of lines) {
    const share = shares.get(line.fte_percent) ?? {
      percent: line.fte_percent,
      people: 0,
      pots: [line.observe_minutes, line.cover_minutes, line.debrief_move_minutes],
      each: givenBy(line),
      added: 0,
    }
    shares.set(line.fte_percent, {
      ...share,
      people: share.people + 1,
      added: share.added + addedBy(line),
    })
  }
  return [...shares.values()].sort((a, b) => b.percent - a.percent)
}

/** How many teachers get anything at all. */
export const receivers = (lines: Line[]): number => lines.filter(line => addedBy(line) > 0).length
