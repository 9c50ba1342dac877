import type { Schema } from '../../api/client'
import { linesByKind, marked, minutesOf, notMine, standing } from './year'

const year = (left: number | null, regime: Schema<'WorkingTimeRegime'> = 'stpcd') => ({
  regime,
  total_minutes: 600,
  cap_minutes: left === null ? null : 600 + left,
  left_minutes: left,
})

test('a total is below, at or above its cap, or has none', () => {
  expect(standing(year(30))).toEqual({ kind: 'left', minutes: 30 })
  expect(standing(year(0))).toEqual({ kind: 'exact' })
  expect(standing(year(-30))).toEqual({ kind: 'over', minutes: 30 })
  expect(standing(year(null, 'leadership'))).toEqual({ kind: 'noCap' })
  expect(standing(year(null, 'local'))).toEqual({ kind: 'notSet' })
})

test('kinds are summed by the group that a list shows', () => {
  const minutes = [
    { kind: 'ppa' as const, minutes: 60 },
    { kind: 'ect' as const, minutes: 30 },
    { kind: 'meeting' as const, minutes: 10 },
  ]

  expect(minutesOf(minutes, 'kept')).toBe(90)
  expect(minutesOf(minutes, 'events')).toBe(10)
  expect(minutesOf(minutes, 'contingency')).toBe(0)
})

const line = (kind: Schema<'LineKind'>, minutes: number, event_id: string | null = null) => ({
  kind,
  what: 'A Monday',
  held_on: null,
  event_id,
  each_minutes: minutes,
  times: 1,
  minutes,
})

test('lines stand by kind and add up', () => {
  const found = linesByKind({ lines: [line('teaching', 60), line('teaching', 90), line('ppa', 30)] })

  expect(found.map(({ kind, minutes, lines }) => [kind, minutes, lines.length])).toEqual([
    ['teaching', 150, 2],
    ['ppa', 30, 1],
  ])
})

test('what does not direct me leaves out what does, what I volunteered for, and what is not held', () => {
  const event = (id: string, held_on: string, change = {}) =>
    ({ id, held_on, is_cancelled: false, is_split: false, ...change }) as Schema<'EventOut'>
  const events = [
    event('mine', '2026-12-01'),
    event('volunteered', '2026-12-01'),
    event('cancelled', '2026-12-01', { is_cancelled: true }),
    event('split', '2026-12-01', { is_split: true }),
    event('past', '2026-11-01'),
    event('today', '2026-11-24'),
  ]
  const voluntary = {
    event_id: 'volunteered',
    title: '',
    held_on: '',
    minutes: 1,
    recompense: 'paid' as const,
  }

  const found = notMine(
    events,
    { lines: [line('meeting', 60, 'mine')], voluntary: [voluntary] },
    '2026-11-24',
  )

  expect(found.ahead.map(one => one.id)).toEqual(['today'])
  expect(found.past.map(one => one.id)).toEqual(['past'])
})

test('a day marked period by period is one day; otherwise its periods are named', () => {
  const period = (name: string) => ({ period: name, start: '09:00', end: '10:00' })
  const mark = (cycle_day: string, name: string | null) => ({
    cycle_day,
    period: name,
    kind: 'off' as const,
    note: '',
  })
  const grid = {
    days: ['Mon', 'Tue', 'Wed'].map(cycle_day => ({ cycle_day, periods: [period('P1'), period('P2')] })),
    marks: [mark('Mon', 'P1'), mark('Mon', 'P2'), mark('Tue', 'P2'), mark('Wed', null)],
  }

  expect(marked(grid, 'off')).toEqual([
    { day: 'Mon', period: null },
    { day: 'Tue', period: 'P2' },
    { day: 'Wed', period: null },
  ])
  expect(marked(grid, 'ppa')).toEqual([])
})
