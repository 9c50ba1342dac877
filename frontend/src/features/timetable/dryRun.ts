/** From what an importer understood to what the school commits. Pure. */
import type { Schema } from '../../api/client'
import { minuteOfDay } from '../../lib/minutes'

type Seen = Pick<Schema<'ImportOut'>, 'days' | 'subjects' | 'teachers'>
type Day = Schema<'DaySeen'>
export type Times = { start: string; end: string }
export type Meaning = 'ppa' | 'leadership' | 'ect'

export type Choices = {
  /** Day of the cycle -> day of the file; '' where nothing is held. */
  days: Record<string, string>
  byDay: boolean
  /** By `bellKey`. */
  bells: Record<string, Times>
  /** Only where it differs from what was proposed; null makes a new person. */
  matches: Record<string, { id: string; name: string } | null>
  meanings: Record<string, Meaning>
  starts_on: string
}

/** `''` stands for every day. */
export const bellKey = (fileDay: string, period: string): string => JSON.stringify([fileDay, period])

const WEEK = 5

type Remembered = Schema<'ChoicesSaid'> | null

/** The file's day for each day of the cycle: as the last time, else as guessed; one week serves every week. */
export function proposedDays(
  fileDays: Day[],
  cycleDays: string[],
  remembered: Remembered = null,
): Record<string, string> {
  if (remembered && remembered.days.length > 0) {
    const again = new Map(remembered.days.map(day => [day.cycle_day, day.name]))
    const known = new Set(again.values())
    // A day of the file that was not there the last time is guessed.
    const rest = proposedDays(fileDays, cycleDays)
    return Object.fromEntries(
      cycleDays.map(day => [day, again.get(day) ?? (known.has(rest[day] ?? '') ? '' : (rest[day] ?? ''))]),
    )
  }
  const guessed = new Map(fileDays.flatMap(day => (day.cycle_day ? [[day.cycle_day, day.name]] : [])))
  const isOneWeek = fileDays.length <= WEEK && cycleDays.length > WEEK && cycleDays.length % WEEK === 0
  return Object.fromEntries(
    cycleDays.map((cycleDay, at) => {
      const found = guessed.get(cycleDay)
      const sameInFirstWeek = isOneWeek ? guessed.get(cycleDays[at % WEEK] ?? '') : undefined
      return [cycleDay, found ?? sameInFirstWeek ?? '']
    }),
  )
}

/** Every period of the file once, in the order of its days. */
export const periodsIn = (days: Day[]): string[] => [
  ...new Set(days.flatMap(day => day.periods.map(period => period.period))),
]

/** The times that stand in the file, else those of the last time; common to all days where no two days disagree. */
export function proposedBells(
  fileDays: Day[],
  remembered: Remembered = null,
): { byDay: boolean; bells: Record<string, Times> } {
  const days = remembered ? fileDays.map(day => withTimes(day, remembered)) : fileDays
  const bells: Record<string, Times> = {}
  let byDay = false
  for (const period of periodsIn(days)) {
    const told = days.flatMap(day =>
      day.periods
        .filter(one => one.period === period)
        .map(({ start, end }) => ({ day: day.name, start: start ?? '', end: end ?? '' })),
    )
    for (const { day, start, end } of told) bells[bellKey(day, period)] = { start, end }
    const distinct = new Set(told.filter(one => one.start && one.end).map(one => `${one.start} ${one.end}`))
    if (distinct.size > 1) byDay = true
    const first = told.find(one => one.start && one.end)
    bells[bellKey('', period)] = { start: first?.start ?? '', end: first?.end ?? '' }
  }
  return { byDay, bells }
}

/** Times that the file does not tell, as they were said of the last one. */
function withTimes(day: Day, { days, bells }: NonNullable<Remembered>): Day {
  const cycleDays = new Set(days.filter(one => one.name === day.name).map(one => one.cycle_day))
  const said = (period: string) =>
    bells.find(bell => bell.period === period && bell.cycle_day && cycleDays.has(bell.cycle_day)) ??
    bells.find(bell => bell.period === period && !bell.cycle_day)
  const periods = day.periods.map(one => {
    const before = one.start && one.end ? undefined : said(one.period)
    return before ? { ...one, start: before.start, end: before.end } : one
  })
  return { ...day, periods }
}

const GUESSES: [Meaning, RegExp][] = [
  ['ppa', /\bppa\b|planning|preparation/i],
  ['ect', /\bect\b|\bnqt\b|early career|induction/i],
  ['leadership', /leadership|\bslt\b|\btlr\b|management/i],
]

/** What words meant the last time, and words without a class that say themselves what they mean. */
export function proposedMeanings(
  subjects: Seen['subjects'],
  remembered: Remembered = null,
): Record<string, Meaning> {
  const again: [string, Meaning][] = [
    ...(remembered?.ppa_names ?? []).map((name): [string, Meaning] => [name, 'ppa']),
    ...(remembered?.leadership_names ?? []).map((name): [string, Meaning] => [name, 'leadership']),
    ...(remembered?.ect_names ?? []).map((name): [string, Meaning] => [name, 'ect']),
  ]
  const duties = new Set(remembered?.duty_names)
  const guessed = subjects
    .filter(subject => !subject.has_class && !duties.has(subject.name))
    .flatMap(({ name }): [string, Meaning][] => {
      const guess = GUESSES.find(([, words]) => words.test(name))
      return guess ? [[name, guess[0]]] : []
    })
  return Object.fromEntries([...guessed, ...again])
}

const MINUTES = (wall: number) =>
  `${String(Math.floor(wall / 60)).padStart(2, '0')}:${String(wall % 60).padStart(2, '0')}`

/** Fills what is empty: one after the other, each as long as the one before. */
export function continued(times: Times[]): Times[] {
  const filled: Times[] = []
  for (const one of times) {
    const before = filled.at(-1)
    if ((one.start && one.end) || !before?.start || !before.end) {
      filled.push(one)
      continue
    }
    const length = minuteOfDay(before.end) - minuteOfDay(before.start)
    const start = one.start || before.end
    const end = one.end || MINUTES(Math.min(minuteOfDay(start) + length, 22 * 60))
    filled.push({ start, end })
  }
  return filled
}

export type BellFault = 'half' | 'order' | 'hours'

export function bellFault({ start, end }: Times): BellFault | null {
  if (!start && !end) return null
  if (!start || !end) return 'half'
  if (end <= start) return 'order'
  return start < '06:00' || end > '23:00' ? 'hours' : null
}

/** The bells that count now: one column for all days, or one for each day of the file. */
export const columnsOf = (choices: Choices, days: Day[]): string[] =>
  choices.byDay ? days.map(day => day.name) : ['']

/** What keeps the dry run from being committed, as many places as there are to mend. */
export function faultCount(choices: Choices, seen: Seen): number {
  const keys = columnsOf(choices, seen.days).flatMap(column =>
    periodsIn(seen.days).map(period => bellKey(column, period)),
  )
  const told = keys.map(key => choices.bells[key] ?? { start: '', end: '' })
  const wrong = told.filter(times => bellFault(times)).length
  const none = told.every(times => !times.start) ? 1 : 0
  const noDays = Object.values(choices.days).every(day => !day) ? 1 : 0
  return wrong + none + noDays + (choices.starts_on ? 0 : 1) + doubled(choices, seen).length
}

/** Members of staff that two teachers of the file would become. */
export function doubled(choices: Choices, seen: Pick<Seen, 'teachers'>): string[] {
  const counts = new Map<string, { name: string; count: number }>()
  for (const teacher of seen.teachers) {
    const chosen = choices.matches[teacher.name]
    const id = chosen === undefined ? teacher.staff_id : chosen?.id
    const name = chosen === undefined ? teacher.staff_name : chosen?.name
    if (id) counts.set(id, { name: name ?? teacher.name, count: (counts.get(id)?.count ?? 0) + 1 })
  }
  return [...counts.values()].filter(one => one.count > 1).map(one => one.name)
}

export function commitBody(choices: Choices, seen: Seen): Schema<'ImportCommit'> {
  const days = Object.entries(choices.days)
    .filter(([, name]) => name)
    .map(([cycle_day, name]) => ({ name, cycle_day }))
  const periods = periodsIn(seen.days)
  const bellsOf = (column: string, cycle_day: string | null) =>
    periods.flatMap(period => {
      const { start, end } = choices.bells[bellKey(column, period)] ?? { start: '', end: '' }
      return start && end ? [{ cycle_day, period, start, end }] : []
    })
  const meaning = (kind: Meaning) =>
    Object.entries(choices.meanings)
      .filter(([, chosen]) => chosen === kind)
      .map(([name]) => name)
  return {
    starts_on: choices.starts_on,
    days,
    bells: choices.byDay ? days.flatMap(day => bellsOf(day.name, day.cycle_day)) : bellsOf('', null),
    teachers: Object.entries(choices.matches).map(([name, who]) => ({ name, staff_id: who?.id ?? null })),
    ppa_names: meaning('ppa'),
    leadership_names: meaning('leadership'),
    ect_names: meaning('ect'),
  }
}
