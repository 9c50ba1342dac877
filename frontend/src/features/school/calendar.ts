/** The school's calendar as it is typed: what is wrong with it, and which days it comes to. Pure. */
import dayjs from 'dayjs'
import type { Schema } from '../../api/client'

export type DayKind = Schema<'DayKind'>
export type CycleShape = 'week' | 'ab' | 'rotating' | 'own'
type Exception = { held_on: string; kind: DayKind; note: string }

export type YearDraft = {
  name: string
  half_terms: { starts_on: string; ends_on: string }[]
  exceptions: Exception[]
  shape: CycleShape
  /** How many days a rotating cycle has. */
  rotating: number
  /** Names of the school's own cycle, one a line. */
  own: string
  ownFollowsWeekdays: boolean
  starts_with_week: number
}

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']
const WEEK = 5

export const cycleOf = (draft: YearDraft): { names: string[]; followsWeekdays: boolean } => {
  if (draft.shape === 'week') return { names: WEEKDAYS, followsWeekdays: true }
  if (draft.shape === 'ab')
    return {
      names: ['A', 'B'].flatMap(week => WEEKDAYS.map(day => `${week} ${day}`)),
      followsWeekdays: true,
    }
  if (draft.shape === 'rotating')
    return {
      names: Array.from({ length: draft.rotating }, (_, at) => `Day ${at + 1}`),
      followsWeekdays: false,
    }
  return {
    names: draft.own
      .split('\n')
      .map(name => name.trim())
      .filter(Boolean),
    followsWeekdays: draft.ownFollowsWeekdays,
  }
}

export const weeksIn = (draft: YearDraft): number => {
  const { names, followsWeekdays } = cycleOf(draft)
  return followsWeekdays ? Math.max(1, Math.floor(names.length / WEEK)) : 1
}

/** The shape that a stored year's cycle has. */
export function shapeOf(
  names: string[],
  followsWeekdays: boolean,
): Pick<YearDraft, 'shape' | 'rotating' | 'own' | 'ownFollowsWeekdays'> {
  const rest = { rotating: 6, own: names.join('\n'), ownFollowsWeekdays: followsWeekdays }
  const is = (shape: CycleShape, rotating = 6) => {
    const made = cycleOf({ ...empty, shape, rotating })
    return made.followsWeekdays === followsWeekdays && made.names.join('\n') === rest.own
  }
  if (is('week')) return { ...rest, shape: 'week' }
  if (is('ab')) return { ...rest, shape: 'ab' }
  if (is('rotating', names.length)) return { ...rest, shape: 'rotating', rotating: names.length }
  return { ...rest, shape: 'own' }
}

const empty: YearDraft = {
  name: '',
  half_terms: [],
  exceptions: [],
  shape: 'week',
  rotating: 6,
  own: '',
  ownFollowsWeekdays: true,
  starts_with_week: 1,
}

export const yearBody = (draft: YearDraft): Schema<'YearIn'> => {
  const { names, followsWeekdays } = cycleOf(draft)
  return {
    name: draft.name,
    half_terms: draft.half_terms,
    exceptions: draft.exceptions,
    cycle_days: names,
    cycle_follows_weekdays: followsWeekdays,
    starts_with_week: Math.min(draft.starts_with_week, weeksIn(draft)),
  }
}

export type Fault =
  | 'nameMissing'
  | 'dateMissing'
  | 'endsBeforeStart'
  | 'overlaps'
  | 'notInTerm'
  | 'weekend'
  | 'twice'
  | 'cycleEmpty'
  | 'cycleTwice'
  | 'cycleWeeks'

/** By the path of the field, as the form names it. */
export function faultsOf(draft: YearDraft): Record<string, Fault> {
  const faults: Record<string, Fault> = {}
  if (!draft.name.trim()) faults.name = 'nameMissing'
  draft.half_terms.forEach(({ starts_on, ends_on }, at) => {
    const before = draft.half_terms[at - 1]
    if (!starts_on) faults[`half_terms.${at}.starts_on`] = 'dateMissing'
    else if (before?.ends_on && starts_on <= before.ends_on) faults[`half_terms.${at}.starts_on`] = 'overlaps'
    if (!ends_on) faults[`half_terms.${at}.ends_on`] = 'dateMissing'
    else if (starts_on && ends_on < starts_on) faults[`half_terms.${at}.ends_on`] = 'endsBeforeStart'
  })
  draft.exceptions.forEach(({ held_on }, at) => {
    const path = `exceptions.${at}.held_on`
    if (!held_on) faults[path] = 'dateMissing'
    else if ([0, 6].includes(dayjs(held_on).day())) faults[path] = 'weekend'
    else if (!draft.half_terms.some(term => term.starts_on <= held_on && held_on <= term.ends_on))
      faults[path] = 'notInTerm'
    else if (draft.exceptions.findIndex(one => one.held_on === held_on) < at) faults[path] = 'twice'
  })
  const { names, followsWeekdays } = cycleOf(draft)
  if (names.length === 0) faults.own = 'cycleEmpty'
  else if (new Set(names).size < names.length) faults.own = 'cycleTwice'
  else if (followsWeekdays && names.length % WEEK !== 0) faults.own = 'cycleWeeks'
  return faults
}

export type PreviewDay = { on: string; kind: DayKind; cycleDay: string | null }
export type PreviewTerm = { position: number; weeks: PreviewDay[][]; counts: Record<DayKind, number> }

/** Which days the calendar comes to, week by week. For what is typed soundly: see `faultsOf`. */
export function previewOf(draft: YearDraft): PreviewTerm[] {
  const { names, followsWeekdays } = cycleOf(draft)
  const special = new Map(draft.exceptions.map(one => [one.held_on, one.kind]))
  let week = Math.min(draft.starts_with_week, weeksIn(draft)) - 2
  let turn = -1
  let monday = ''
  return draft.half_terms.map(({ starts_on, ends_on }, at) => {
    const weeks: PreviewDay[][] = []
    const counts: Record<DayKind, number> = { ordinary: 0, inset: 0, closure: 0, off_timetable: 0 }
    for (let on = dayjs(starts_on); !on.isAfter(ends_on, 'day'); on = on.add(1, 'day')) {
      const weekday = (on.day() + 6) % 7
      if (weekday >= WEEK) continue
      const begun = on.subtract(weekday, 'day').format('YYYY-MM-DD')
      if (begun !== monday) week += 1
      if (begun !== monday || weeks.length === 0) weeks.push([])
      monday = begun
      const kind = special.get(on.format('YYYY-MM-DD')) ?? 'ordinary'
      counts[kind] += 1
      if (kind === 'ordinary') turn += 1
      const place = followsWeekdays ? (week % weeksIn(draft)) * WEEK + weekday : turn % names.length
      const cycleDay = kind === 'ordinary' ? (names[place] ?? null) : null
      weeks.at(-1)?.push({ on: on.format('YYYY-MM-DD'), kind, cycleDay })
    }
    return { position: at + 1, weeks, counts }
  })
}
