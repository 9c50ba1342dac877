/** A teacher's directed year in the words of a screen. Pure. */
import type { Schema } from '../../api/client'

type Year = Pick<Schema<'DirectedTimeOut'>, 'cap_minutes' | 'left_minutes' | 'total_minutes'> & {
  regime: Schema<'WorkingTimeRegime'>
}
type DirectedYear = Schema<'DirectedTimeFullOut'>
export type LineKind = Schema<'LineKind'>

/** How a total stands to its cap. Leadership has none; local terms may have none said yet. */
export function standing(
  year: Year,
): { kind: 'left' | 'over'; minutes: number } | { kind: 'exact' | 'noCap' | 'notSet' } {
  if (year.cap_minutes === null || year.left_minutes === null)
    return { kind: year.regime === 'leadership' ? 'noCap' : 'notSet' }
  if (year.left_minutes === 0) return { kind: 'exact' }
  return { kind: year.left_minutes > 0 ? 'left' : 'over', minutes: Math.abs(year.left_minutes) }
}

/** Kinds that a list shows together. */
export const GROUPS = {
  teaching: ['teaching'],
  kept: ['ppa', 'ect'],
  duties: ['leadership', 'duty', 'breaks', 'off_timetable'],
  events: ['inset', 'twilight', 'meeting', 'parents_evening', 'other'],
  protected: ['protected'],
  contingency: ['contingency'],
} as const satisfies Record<string, readonly LineKind[]>
export type Group = keyof typeof GROUPS
export const GROUP_NAMES = Object.keys(GROUPS) as Group[]

export const minutesOf = (minutes: Schema<'KindMinutes'>[], group: Group): number =>
  minutes
    .filter(one => (GROUPS[group] as readonly LineKind[]).includes(one.kind))
    .reduce((sum, one) => sum + one.minutes, 0)

/** The lines behind a total, by kind, in their order. */
export function linesByKind(
  year: Pick<DirectedYear, 'lines'>,
): { kind: LineKind; minutes: number; lines: DirectedYear['lines'] }[] {
  const found = new Map<LineKind, DirectedYear['lines']>()
  for (const line of year.lines) found.set(line.kind, [...(found.get(line.kind) ?? []), line])
  return [...found].map(([kind, lines]) => ({
    kind,
    lines,
    minutes: lines.reduce((sum, line) => sum + line.minutes, 0),
  }))
}

/** Which events do not direct whoever's year this is, and which of them they have not volunteered for. */
export function notMine(
  events: Schema<'EventOut'>[],
  year: Pick<DirectedYear, 'lines' | 'voluntary'>,
  today: string,
): { ahead: Schema<'EventOut'>[]; past: Schema<'EventOut'>[] } {
  const known = new Set([
    ...year.lines.map(line => line.event_id),
    ...year.voluntary.map(line => line.event_id),
  ])
  const others = events.filter(one => !one.is_cancelled && !one.is_split && !known.has(one.id))
  return {
    ahead: others.filter(one => one.held_on >= today),
    past: others.filter(one => one.held_on < today),
  }
}

type Grid = Pick<Schema<'TeacherGrid'>, 'days' | 'marks'>
export type Slot = { day: string; period: string | null }

/** The marks of one kind in the order of the week; a day that is marked period by period is one day. */
export function marked(grid: Grid, kind: Schema<'MarkKind'>): Slot[] {
  return grid.days.flatMap(({ cycle_day, periods }): Slot[] => {
    const here = grid.marks.filter(mark => mark.kind === kind && mark.cycle_day === cycle_day)
    const names = periods.map(one => one.period)
    const isDay =
      here.some(mark => mark.period === null) ||
      (names.length > 0 && names.every(name => here.some(mark => mark.period === name)))
    if (isDay) return [{ day: cycle_day, period: null }]
    return names
      .filter(name => here.some(mark => mark.period === name))
      .map(period => ({ day: cycle_day, period }))
  })
}
