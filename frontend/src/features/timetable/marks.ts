/** A teacher's marks while they are drawn on the grid. Pure. */
import type { Schema } from '../../api/client'
import { minutesBetween } from '../../lib/minutes'

export type MarkKind = Schema<'MarkKind'>
type Grid = Schema<'TeacherGrid'>
type Mark = { kind: MarkKind; note: string }
/** By `slotKey`; a period of '' is the whole day. */
export type Marks = Record<string, Mark>

export const WHOLE_DAY = ''
export const slotKey = (cycleDay: string, period: string): string => JSON.stringify([cycleDay, period])

export const marksOf = (grid: Pick<Grid, 'marks'>): Marks =>
  Object.fromEntries(
    grid.marks.map(({ cycle_day, period, kind, note }) => [
      slotKey(cycle_day, period ?? WHOLE_DAY),
      { kind, note },
    ]),
  )

export const marksBody = (marks: Marks): Schema<'MarksIn'> => ({
  marks: Object.entries(marks).map(([key, { kind, note }]) => {
    const [cycle_day = '', period = ''] = JSON.parse(key) as [string, string]
    return { cycle_day, period: period === WHOLE_DAY ? null : period, kind, note }
  }),
})

/** Marks a period, or clears it when it has that kind already (or *kind* is null). */
export function pressed(marks: Marks, cycleDay: string, period: string, kind: MarkKind | null): Marks {
  const key = slotKey(cycleDay, period)
  const { [key]: before, ...rest } = marks
  return kind === null || before?.kind === kind ? rest : { ...rest, [key]: { kind, note: '' } }
}

/** Takes a whole day off, which makes the marks of its periods meaningless; or gives it back. */
export function dayOff(marks: Marks, cycleDay: string): Marks {
  const key = slotKey(cycleDay, WHOLE_DAY)
  if (marks[key]) return pressed(marks, cycleDay, WHOLE_DAY, null)
  const others = Object.entries(marks).filter(([other]) => JSON.parse(other)[0] !== cycleDay)
  return { ...Object.fromEntries(others), [key]: { kind: 'off', note: '' } }
}

/** What stands in a period as the marks are drawn now. */
export function kindAt(
  marks: Marks,
  cell: Pick<Schema<'GridCell'>, 'cycle_day' | 'period' | 'class_name' | 'kind'>,
): 'lesson' | 'free' | MarkKind {
  if (marks[slotKey(cell.cycle_day, WHOLE_DAY)]) return 'off'
  const mark = marks[slotKey(cell.cycle_day, cell.period)]
  if (mark) return mark.kind
  return cell.kind === 'lesson' || cell.class_name ? 'lesson' : 'free'
}

/** How many places differ. */
export function changesBetween(before: Marks, now: Marks): number {
  const keys = new Set([...Object.keys(before), ...Object.keys(now)])
  return [...keys].filter(key => before[key]?.kind !== now[key]?.kind).length
}

/** Minutes of PPA as the marks are drawn now. */
export function ppaMinutes(grid: Pick<Grid, 'days' | 'cells'>, marks: Marks): number {
  const lengths = new Map(
    grid.days.flatMap(day =>
      day.periods.map(({ period, start, end }) => [
        slotKey(day.cycle_day, period),
        minutesBetween(start, end),
      ]),
    ),
  )
  return grid.cells
    .filter(cell => kindAt(marks, cell) === 'ppa')
    .reduce((sum, cell) => sum + (lengths.get(slotKey(cell.cycle_day, cell.period)) ?? 0), 0)
}

/** Days that are shown together: one on a phone, a week of five where the cycle is longer than one. */
export function chunksOf<T>(days: T[], size: number): T[][] {
  if (size > 1 && days.length <= size + 1) return [days]
  return Array.from({ length: Math.ceil(days.length / size) }, (_, at) =>
    days.slice(at * size, (at + 1) * size),
  )
}
