import type { Schema } from '../../api/client'
import { byDay } from './coverDays'
import { halfTermsOf } from './halfTermLines'

const half = (position: number, starts_on: string, ends_on: string, placed_minutes: number) => ({
  position,
  starts_on,
  ends_on,
  placed_minutes,
})

test('a holiday belongs to the half-term that follows it', () => {
  const half_terms = [
    half(1, '2026-09-01', '2026-10-23', 120),
    half(2, '2026-11-02', '2026-12-18', 20),
    half(3, '2027-01-04', '2027-02-12', 0),
  ]
  const { share, lines } = halfTermsOf({ half_terms, allocated_minutes: 300 }, '2026-10-28')
  expect(share).toBe(100)
  expect(lines.map(line => line.when)).toEqual(['past', 'now', 'ahead'])
  expect(lines.map(line => line.open)).toEqual([0, 80, 100])
})

test('cover is listed by day, and within a day by the clock', () => {
  const slot = (held_on: string, start: string, class_name: string) =>
    ({ held_on, start, class_name }) as Schema<'CoverSlotOut'>
  const days = byDay([
    slot('2026-11-25', '09:45', '8M2'),
    slot('2026-11-24', '13:50', '7A'),
    slot('2026-11-25', '08:45', '9C'),
    slot('2026-11-25', '08:45', '7B'),
  ])
  expect(days.map(day => [day.on, day.slots.map(one => one.class_name)])).toEqual([
    ['2026-11-24', ['7A']],
    ['2026-11-25', ['7B', '9C', '8M2']],
  ])
})
