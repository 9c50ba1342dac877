import type { Schema } from '../../api/client'
import {
  bellFault,
  bellKey,
  type Choices,
  commitBody,
  continued,
  doubled,
  faultCount,
  proposedBells,
  proposedDays,
  proposedMeanings,
} from './dryRun'

const day = (name: string, cycle_day: string | null, periods: [string, string | null, string | null][]) => ({
  name,
  cycle_day,
  periods: periods.map(([period, start, end]) => ({ period, start, end })),
})
const teacher = (name: string, staff_id: string | null = null): Schema<'TeacherSeen'> => ({
  name,
  full_name: '',
  email: '',
  lesson_count: 20,
  staff_id,
  staff_name: staff_id && `Here ${name}`,
})
const choices = (change: Partial<Choices> = {}): Choices => ({
  days: { Monday: 'Mo' },
  byDay: false,
  bells: { [bellKey('', 'P1')]: { start: '08:45', end: '09:45' } },
  matches: {},
  meanings: {},
  starts_on: '2026-11-30',
  ...change,
})
const seen = { days: [day('Mo', 'Monday', [['P1', null, null]])], teachers: [], subjects: [] }
const weeksAB = ['A', 'B'].flatMap(week => ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].map(name => `${week} ${name}`))

test('a file of one week is proposed for both weeks of a fortnight', () => {
  const file = ['Mo', 'Di', 'Mi', 'Do', 'Fr'].map((name, at) => day(name, weeksAB[at] ?? null, []))
  const days = proposedDays(file, weeksAB)
  expect(days['A Tue']).toBe('Di')
  expect(days['B Tue']).toBe('Di')
  expect(days['B Fri']).toBe('Fr')
})

test('a file of two weeks keeps each in its own week', () => {
  const file = weeksAB.map(name => day(`file ${name}`, name, []))
  expect(proposedDays(file, weeksAB)['B Wed']).toBe('file B Wed')
})

test('times on which all days agree make one column, others one for each day', () => {
  const same = proposedBells([
    day('Mo', null, [['P1', '08:45', '09:45']]),
    day('Tu', null, [['P1', '08:45', '09:45']]),
  ])
  expect(same.byDay).toBe(false)
  expect(same.bells[bellKey('', 'P1')]).toEqual({ start: '08:45', end: '09:45' })
  const other = proposedBells([
    day('Mo', null, [['P1', '08:45', '09:45']]),
    day('Fr', null, [['P1', '08:45', '09:30']]),
  ])
  expect(other.byDay).toBe(true)
  expect(other.bells[bellKey('Fr', 'P1')]).toEqual({ start: '08:45', end: '09:30' })
})

test('empty periods continue from the one before, and what was typed stays', () => {
  const none = { start: '', end: '' }
  expect(continued([{ start: '08:45', end: '09:45' }, none, { start: '11:05', end: '' }, none])).toEqual([
    { start: '08:45', end: '09:45' },
    { start: '09:45', end: '10:45' },
    { start: '11:05', end: '12:05' },
    { start: '12:05', end: '13:05' },
  ])
  expect(continued([none, none])).toEqual([none, none])
})

test.each([
  ['', '', null],
  ['08:45', '', 'half'],
  ['09:45', '09:45', 'order'],
  ['05:59', '06:30', 'hours'],
  ['21:30', '23:01', 'hours'],
  ['06:00', '23:00', null],
] as const)('a period from "%s" to "%s" has the fault %s', (start, end, fault) => {
  expect(bellFault({ start, end })).toBe(fault)
})

test('words that say themselves what they mean are proposed; a subject with a class never is', () => {
  const word = (name: string, has_class = false) => ({ name, count: 3, has_class })
  expect(
    proposedMeanings([word('PPA'), word('SLT meeting'), word('ECT'), word('Duty'), word('Planning', true)]),
  ).toEqual({ PPA: 'ppa', 'SLT meeting': 'leadership', ECT: 'ect' })
})

test('two teachers of the file cannot be one person', () => {
  const teachers = [teacher('BOK', '1'), teacher('Okafor')]
  expect(doubled(choices(), { teachers })).toEqual([])
  const matches = { Okafor: { id: '1', name: 'Ben Okafor' } }
  expect(doubled(choices({ matches }), { teachers })).toEqual(['Ben Okafor'])
  expect(doubled(choices({ matches: { ...matches, BOK: null } }), { teachers })).toEqual([])
})

test('what is to mend is counted: times, days, the date', () => {
  expect(faultCount(choices(), seen)).toBe(0)
  const bells = { [bellKey('', 'P1')]: { start: '09:00', end: '08:00' } }
  expect(faultCount(choices({ bells, starts_on: '', days: { Monday: '' } }), seen)).toBe(3)
  expect(faultCount(choices({ bells: {} }), seen)).toBe(1)
})

test('the commit says only what was chosen', () => {
  const body = commitBody(
    choices({ matches: { Okafor: null }, meanings: { PPA: 'ppa', Frees: 'leadership' } }),
    seen,
  )
  expect(body).toEqual({
    starts_on: '2026-11-30',
    days: [{ name: 'Mo', cycle_day: 'Monday' }],
    bells: [{ cycle_day: null, period: 'P1', start: '08:45', end: '09:45' }],
    teachers: [{ name: 'Okafor', staff_id: null }],
    ppa_names: ['PPA'],
    leadership_names: ['Frees'],
    ect_names: [],
  })
})

test('times by day go to each day of the cycle that the file’s day is held on', () => {
  const body = commitBody(
    choices({
      byDay: true,
      days: { 'A Mon': 'Mo', 'B Mon': 'Mo', 'A Tue': '' },
      bells: { [bellKey('Mo', 'P1')]: { start: '08:45', end: '09:45' } },
    }),
    seen,
  )
  expect(body.bells.map(bell => bell.cycle_day)).toEqual(['A Mon', 'B Mon'])
})

// ---- the next file -------------------------------------------------------------------------------

const said = (change: Partial<Schema<'ChoicesSaid'>> = {}): Schema<'ChoicesSaid'> => ({
  days: [
    { name: 'Mo', cycle_day: 'Tuesday' },
    { name: 'Mo', cycle_day: 'Monday' },
  ],
  bells: [{ cycle_day: null, period: 'P1', start: '08:45', end: '09:45' }],
  ppa_names: ['Frees'],
  leadership_names: [],
  ect_names: [],
  duty_names: ['PPA cover'],
  ...change,
})

test('days are as they were said the last time, and only new ones are guessed', () => {
  const file = [day('Mo', 'Monday', []), day('Tu', 'Tuesday', []), day('We', 'Wednesday', [])]
  expect(proposedDays(file, ['Monday', 'Tuesday', 'Wednesday', 'Thursday'], said())).toEqual({
    Monday: 'Mo',
    Tuesday: 'Mo',
    Wednesday: 'We',
    Thursday: '',
  })
})

test('times that the file does not tell are as they were said, by day where they were', () => {
  const file = [
    day('Mo', 'Monday', [
      ['P1', null, null],
      ['P2', '10:00', '11:00'],
    ]),
  ]
  const bells = [
    { cycle_day: null, period: 'P1', start: '08:45', end: '09:45' },
    { cycle_day: 'Tuesday', period: 'P1', start: '08:50', end: '09:45' },
    { cycle_day: null, period: 'P2', start: '09:45', end: '10:45' },
  ]
  const proposed = proposedBells(file, said({ bells })).bells
  expect(proposed[bellKey('Mo', 'P1')]).toEqual({ start: '08:50', end: '09:45' })
  expect(proposed[bellKey('', 'P2')]).toEqual({ start: '10:00', end: '11:00' })
})

test('words mean what they meant, and what was left a duty is not guessed again', () => {
  const word = (name: string) => ({ name, count: 3, has_class: false })
  expect(proposedMeanings([word('PPA cover'), word('SLT'), word('Frees')], said())).toEqual({
    SLT: 'leadership',
    Frees: 'ppa',
  })
})
