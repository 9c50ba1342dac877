import dayjs from 'dayjs'
import { longDay, minutesUntil, shortDay, slotInWords } from './dates'

test('a slot is said as teachers say it', () => {
  expect(slotInWords('2026-11-03', 'P3', '11:05')).toBe('Tue 3 Nov, P3 (11:05)')
})

test('days have a short and a long form', () => {
  expect(shortDay('2026-11-03')).toBe('Tue 3 Nov')
  expect(longDay('2026-11-03')).toBe('Tuesday 3 November')
})

test('in Welsh the days are Welsh', () => {
  dayjs.locale('cy')

  expect(longDay('2026-11-02')).toBe('Dydd Llun 2 Tachwedd')

  dayjs.locale('en-gb')
})

test('minutes until something that has passed are negative', () => {
  const now = Date.parse('2026-11-03T10:48:00Z')

  expect(minutesUntil('2026-11-03T11:05:00Z', now)).toBe(17)
  expect(minutesUntil('2026-11-03T10:38:00Z', now)).toBe(-10)
})
