import { countedOf, emptyEvent, eventBody, eventFaults } from './eventForm'
import { isBetween, minutesOfWall, together, wallOf } from './figures'
import { dayOfWeek, editionFor } from './rulesForm'

const sound = { ...emptyEvent, title: 'Briefing', held_on: '2026-12-01' }

test('an event is sent with all its time, or with the minutes that count', () => {
  expect(eventBody(sound).minutes).toBeNull()
  expect(countedOf(sound)).toBe(60)
  expect(eventBody({ ...sound, minutes: 45 }).minutes).toBe(45)
  expect(eventBody({ ...sound, staff_ids: ['amina'] }).staff_ids).toEqual([])
})

test('what is wrong with an event stands beside its field', () => {
  expect(eventFaults(sound)).toEqual({})
  expect(eventFaults(emptyEvent)).toEqual({ title: 'titleBad', held_on: 'onBad' })
  expect(eventFaults({ ...sound, ends: '15:30' })).toEqual({ ends: 'orderBad' })
  expect(eventFaults({ ...sound, ends: '' })).toEqual({ ends: 'timeBad' })
  expect(eventFaults({ ...sound, minutes: 61 })).toEqual({ minutes: 'minutesBad' })
  expect(eventFaults({ ...sound, minutes: 0 })).toEqual({ minutes: 'minutesBad' })
  expect(eventFaults({ ...sound, minutes: 30.5 })).toEqual({ minutes: 'minutesBad' })
  expect(eventFaults({ ...sound, audience: 'named' })).toEqual({ staff_ids: 'peopleBad' })
})

test('hours and minutes are one whole number, or none', () => {
  expect(together(1265, 0)).toBe(75_900)
  expect(together('', 45)).toBe(45)
  expect(together(1, '')).toBe(60)
  expect(together('', '')).toBeNull()
  expect(together(1.5, 0)).toBeNull()
  expect(together(-1, 0)).toBeNull()
})

test('a clock figure is minutes after midnight', () => {
  expect(wallOf(720)).toBe('12:00')
  expect(minutesOfWall('12:05')).toBe(725)
  expect(minutesOfWall('')).toBeNull()
})

test('both ends of a figure are allowed', () => {
  expect([0, 1, 120, 121, null, 1.5].map(value => isBetween(value, 1, 120))).toEqual([
    false,
    true,
    true,
    false,
    false,
    false,
  ])
})

test('a year has the newest edition that has begun', () => {
  const edition = (first_year: number) => ({ first_year, last_year: null })
  const editions = [edition(2025), edition(2021), edition(2022)]

  expect(editionFor(editions, 2024)?.first_year).toBe(2022)
  expect(editionFor(editions, 2027)?.first_year).toBe(2025)
  expect(editionFor([edition(2025)], 2020)?.first_year).toBe(2025)
})

test('weekdays count from Monday', () => {
  expect(new Date(dayOfWeek(0)).getUTCDay()).toBe(1)
  expect(new Date(dayOfWeek(4)).getUTCDay()).toBe(5)
})
