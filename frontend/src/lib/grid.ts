/** The week as a table: which half rows a period needs, and how many each piece spans. Pure. */
import { minuteOfDay } from './minutes'

export type Span = { start: string; end: string }

/** A piece of a cell, with the sub-row it begins on and how many it fills. */
export type Placed<P> = { piece: P; row: number; rows: number }

export type Divided<P> = { rows: number; cells: Placed<P>[][] }

/**
 * Divides one period over the week. *cells* holds each day's pieces in order of time; days may ring their
 * bells at different times, so pieces are compared by their distance from the period's own start.
 *
 * A period in which no day has more than one piece keeps one row: halves appear only where they mean
 * something.
 */
export function divide<P extends Span>(cells: readonly (readonly P[])[]): Divided<P> {
  const offsets = cells.map(pieces => {
    const first = pieces[0] ? minuteOfDay(pieces[0].start) : 0
    return pieces.map(piece => minuteOfDay(piece.start) - first)
  })
  const bounds = [...new Set([0, ...offsets.flat()])].sort((a, b) => a - b)
  const rowOf = (offset: number) => bounds.indexOf(offset)
  return {
    rows: bounds.length,
    cells: cells.map((pieces, day) =>
      pieces.map((piece, at) => {
        const row = rowOf(offsets[day]?.[at] ?? 0)
        const next = offsets[day]?.[at + 1]
        return { piece, row, rows: (next === undefined ? bounds.length : rowOf(next)) - row }
      }),
    ),
  }
}

/** The periods that any day has, in order of the day, each once. */
export function periodsOf<P extends { period: string; start: string }>(days: readonly (readonly P[])[]): P[] {
  const seen = new Map<string, P>()
  for (const period of days.flat()) if (!seen.has(period.period)) seen.set(period.period, period)
  return [...seen.values()].sort((a, b) => minuteOfDay(a.start) - minuteOfDay(b.start))
}
