import type { Schema } from '../../api/client'
import {
  byHalfTerm,
  later,
  leftToPlace,
  middleDays,
  minutesForEveryone,
  nextTwilight,
  type SchoolDay,
  spread,
  type Term,
} from './calendar'

const terms: Term[] = [
  { position: 1, starts_on: '2026-09-01', ends_on: '2026-10-23' },
  { position: 2, starts_on: '2026-11-02', ends_on: '2026-12-18' },
]
const event = (change: Partial<Schema<'EventOut'>>): Schema<'EventOut'> => ({
  id: 'one',
  kind: 'meeting',
  title: 'Staff meeting',
  held_on: '2026-09-09',
  starts: '15:30',
  ends: '16:30',
  minutes: 60,
  audience: 'everyone',
  invited: 0,
  split_from_id: null,
  agreement: '',
  is_split: false,
  is_cancelled: false,
  published_at: null,
  warnings: [],
  version: 1,
  ...change,
})
const inset = (held_on: string, event_id: string | null = null): Schema<'InsetDayOut'> => ({
  held_on,
  minutes: 360,
  event_id,
  is_split: false,
})
const exception = (held_on: string, kind: SchoolDay['kind']): SchoolDay => ({
  held_on,
  kind,
  cycle_day: null,
  half_term: null,
  note: '',
})

test('the calendar stands by half-term and date, with INSET days of which nothing more is said', () => {
  const found = byHalfTerm(
    [
      event({ id: 'late', starts: '17:00' }),
      event({ id: 'early' }),
      event({ id: 'own', kind: 'inset', held_on: '2026-11-02' }),
    ],
    [inset('2026-09-01'), inset('2026-11-02', 'own')],
    terms,
  )

  expect(found.map(term => term.rows.map(row => row.key))).toEqual([['2026-09-01', 'early', 'late'], ['own']])
})

test('an event on a day between two half-terms stands with the one before it', () => {
  const found = byHalfTerm([event({ held_on: '2026-10-28' })], [], terms)

  expect(found.map(term => term.rows.length)).toEqual([1, 0])
})

test('what counts for everyone leaves out what is named, cancelled or held as twilights', () => {
  const all = [
    event({}),
    event({ audience: 'named', invited: 2 }),
    event({ is_cancelled: true }),
    event({ is_split: true, minutes: 360 }),
  ]

  expect(minutesForEveryone(all, [inset('2026-09-01'), inset('2026-11-02', 'own')])).toBe(60 + 360)
})

test('a twilight is in the middle of its half-term, and never on a closed or INSET day', () => {
  // Wednesdays: 2, 9, 16, 23, 30 September, 7, 14, 21 October; 4 November to 16 December.
  expect(middleDays(terms, [], 2)).toEqual(['2026-09-23', '2026-11-25'])
  expect(middleDays(terms, [exception('2026-09-02', 'inset')], 2)[0]).toBe('2026-09-30')
  expect(middleDays(terms, [exception('2026-09-02', 'off_timetable')], 2)[0]).toBe('2026-09-23')
})

test('a half-term without that weekday has no twilight', () => {
  const short = [{ position: 1, starts_on: '2026-09-01', ends_on: '2026-09-03' }]

  expect(middleDays(short, [], 4)).toEqual([null])
  expect(middleDays(short, [], 1)).toEqual(['2026-09-01'])
})

test('fewer twilights than half-terms are spread over the year', () => {
  expect(spread([1, 2, 3, 4, 5, 6], 3)).toEqual([1, 3, 5])
  expect(spread([1, 2, 3, 4, 5, 6], 6)).toEqual([1, 2, 3, 4, 5, 6])
  expect(spread([1, null], 2)).toEqual([1, null])
})

test('a time that would be tomorrow is none', () => {
  expect(later('15:30', 90)).toBe('17:00')
  expect(later('23:00', 60)).toBeNull()
  expect(later('', 60)).toBeNull()
})

test('what is left of an INSET day counts only twilights whose times make sense', () => {
  const twilight = (starts: string, ends: string) => ({ held_on: '', starts, ends, title: '' })

  expect(leftToPlace(360, [twilight('15:30', '17:00'), twilight('15:30', '')])).toBe(270)
  expect(leftToPlace(60, [twilight('15:30', '17:00'), twilight('17:00', '16:00')])).toBe(-30)
})

test('the next twilight is as long as usual, or as what is left', () => {
  expect(nextTwilight('15:30', 90, 200).ends).toBe('17:00')
  expect(nextTwilight('15:30', 90, 30).ends).toBe('16:00')
  expect(nextTwilight('15:30', 90, 0).ends).toBe('17:00')
})
