import type { Schema } from '../../api/client'
import {
  changesBetween,
  chunksOf,
  dayOff,
  kindAt,
  type Marks,
  marksBody,
  marksOf,
  ppaMinutes,
  pressed,
  slotKey,
} from './marks'

const cell = (cycle_day: string, period: string, class_name = ''): Schema<'GridCell'> => ({
  cycle_day,
  period,
  kind: class_name ? 'lesson' : 'free',
  class_name,
  subject: '',
  room: '',
  with_teachers: [],
})
const periods = [
  { period: 'P1', start: '08:45', end: '09:45' },
  { period: 'P2', start: '09:45', end: '10:35' },
]
const grid = {
  days: [
    { cycle_day: 'Mon', periods },
    { cycle_day: 'Tue', periods },
  ],
  cells: [cell('Mon', 'P1', '8M2'), cell('Mon', 'P2'), cell('Tue', 'P1'), cell('Tue', 'P2')],
}

test('pressing a free period marks it, pressing it again clears it, another kind replaces it', () => {
  const once = pressed({}, 'Mon', 'P2', 'ppa')
  expect(once[slotKey('Mon', 'P2')]?.kind).toBe('ppa')
  expect(pressed(once, 'Mon', 'P2', 'ppa')).toEqual({})
  expect(pressed(once, 'Mon', 'P2', 'duty')[slotKey('Mon', 'P2')]?.kind).toBe('duty')
  expect(pressed(once, 'Mon', 'P2', null)).toEqual({})
})

test('a whole day off takes the place of the marks of its periods, and can be given back', () => {
  const off = dayOff(pressed(pressed({}, 'Tue', 'P1', 'ppa'), 'Mon', 'P2', 'duty'), 'Tue')
  expect(Object.keys(off)).toEqual([slotKey('Mon', 'P2'), slotKey('Tue', '')])
  expect(kindAt(off, cell('Tue', 'P2'))).toBe('off')
  expect(dayOff(off, 'Tue')[slotKey('Tue', '')]).toBeUndefined()
})

test('PPA is counted by the bells, and not on a day off', () => {
  const marks = pressed(pressed({}, 'Mon', 'P2', 'ppa'), 'Tue', 'P1', 'ppa')
  expect(ppaMinutes(grid, marks)).toBe(110)
  expect(ppaMinutes(grid, { ...marks, [slotKey('Tue', '')]: { kind: 'off', note: '' } })).toBe(50)
})

test('what is stored goes back as it came, whole days without a period', () => {
  const marks: Schema<'MarkOut'>[] = [
    { cycle_day: 'Tue', period: null, kind: 'off', note: '' },
    { cycle_day: 'Mon', period: 'P2', kind: 'duty', note: 'Gate' },
  ]
  expect(marksBody(marksOf({ marks }))).toEqual({ marks })
})

test('changes are counted by place', () => {
  const before: Marks = pressed({}, 'Mon', 'P2', 'ppa')
  expect(changesBetween(before, before)).toBe(0)
  expect(changesBetween(before, pressed(pressed(before, 'Mon', 'P2', 'duty'), 'Tue', 'P1', 'ppa'))).toBe(2)
})

test.each([
  [5, 5, [5]],
  [6, 5, [6]],
  [10, 5, [5, 5]],
  [8, 5, [5, 3]],
  [5, 1, [1, 1, 1, 1, 1]],
])('%i days in chunks of %i are shown as %j', (days, size, shown) => {
  expect(chunksOf(Array.from({ length: days }), size).map(chunk => chunk.length)).toEqual(shown)
})
