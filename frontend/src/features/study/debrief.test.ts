import { bestDebrief, debriefsAfter } from './debrief'

const at = (held_on: string, start: string, everyone_free = true) => ({
  held_on,
  start,
  end: '',
  label: '',
  everyone_free,
  reason: '',
})
const lesson = { held_on: '2026-11-12', end: '12:05' }

test('a debrief may begin when the lesson ends, and not a minute before', () => {
  const options = [
    at('2026-11-11', '15:00'),
    at('2026-11-12', '12:04'),
    at('2026-11-12', '12:05'),
    at('2026-11-13', '08:00'),
  ]

  expect(debriefsAfter(options, lesson)).toEqual(options.slice(2))
})

test('the first time that suits everybody is best; failing that, the first', () => {
  const [some, all] = [at('2026-11-12', '15:00', false), at('2026-11-13', '15:00')]

  expect(bestDebrief([some, all])).toBe(all)
  expect(bestDebrief([some])).toBe(some)
  expect(bestDebrief([])).toBeUndefined()
})
