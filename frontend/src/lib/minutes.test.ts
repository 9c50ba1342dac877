import { clock, figure, inMinutes, inSeconds, minuteOfDay, minutesBetween } from './minutes'

const spaced = (text: string) => text.replaceAll('\u00a0', ' ')

test.each([
  [0, '0 min'],
  [30, '30 min'],
  [59, '59 min'],
  [60, '1 h'],
  [90, '1 h 30 min'],
  [120, '2 h'],
  [-15, '−15 min'],
])('%i minutes are said as "%s"', (minutes, words) => {
  expect(spaced(inMinutes(minutes))).toBe(words)
})

test.each([
  [45, '45 s'],
  [60, '1 min'],
  [90, '1 min 30 s'],
])('%i seconds are said as "%s"', (seconds, words) => {
  expect(spaced(inSeconds(seconds))).toBe(words)
})

test('a number and its unit are never torn apart at the end of a line', () => {
  expect(inMinutes(90)).toBe('1\u00a0h 30\u00a0min')
})

test('large figures have a comma', () => {
  expect(figure(15_300)).toBe('15,300')
})

test.each([
  ['08:45', '8:45'],
  ['11:05', '11:05'],
  ['00:30', '0:30'],
])('the clock time %s is written %s', (wall, written) => {
  expect(clock(wall)).toBe(written)
})

test('a lesson that crosses noon has its length', () => {
  expect(minuteOfDay('13:05')).toBe(785)
  expect(minutesBetween('11:05', '12:05')).toBe(60)
})
