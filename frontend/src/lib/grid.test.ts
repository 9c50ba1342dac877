import { divide, periodsOf } from './grid'

const whole = { start: '11:05', end: '12:05' }
const first = { start: '11:05', end: '11:35' }
const second = { start: '11:35', end: '12:05' }

test('a period in which every day has one thing keeps one row', () => {
  const { rows, cells } = divide([[whole], [whole], []])

  expect(rows).toBe(1)
  expect(cells).toEqual([[{ piece: whole, row: 0, rows: 1 }], [{ piece: whole, row: 0, rows: 1 }], []])
})

test('where one day is halved the others span both halves', () => {
  const { rows, cells } = divide([[first, second], [whole]])

  expect(rows).toBe(2)
  expect(cells[0]?.map(one => [one.row, one.rows])).toEqual([
    [0, 1],
    [1, 1],
  ])
  expect(cells[1]?.map(one => [one.row, one.rows])).toEqual([[0, 2]])
})

test('halves of days whose bells ring at other times share their rows', () => {
  const friday = [
    { start: '10:45', end: '11:15' },
    { start: '11:15', end: '11:45' },
  ]

  expect(divide([[first, second], friday]).rows).toBe(2)
})

test('every cell fills its column exactly, whatever the division', () => {
  const thirds = [
    { start: '09:00', end: '09:30' },
    { start: '09:30', end: '10:00' },
    { start: '10:00', end: '10:30' },
  ]
  const split = [
    { start: '09:00', end: '10:00' },
    { start: '10:00', end: '10:30' },
  ]

  const { rows, cells } = divide([thirds, split, [{ start: '09:00', end: '10:30' }]])

  for (const cell of cells) expect(cell.reduce((sum, one) => sum + one.rows, 0)).toBe(rows)
})

test('periods are listed once, by the time of day', () => {
  const monday = [
    { period: 'P2', start: '09:45' },
    { period: 'P1', start: '08:45' },
  ]
  const friday = [
    { period: 'P1', start: '08:45' },
    { period: 'P6', start: '15:00' },
  ]

  expect(periodsOf([monday, friday]).map(one => one.period)).toEqual(['P1', 'P2', 'P6'])
})
