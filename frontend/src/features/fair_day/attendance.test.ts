import { attendanceBody, isBad, linesOf, sumOf } from './attendance'

const staff = [{ id: 'amina' }, { id: 'ben' }, { id: 'chloe' }]

test('everybody begins with the whole fair, and only those who were marked are ticked', () => {
  const lines = linesOf(staff, [{ staff_id: 'ben', minutes: 60 }], 90)
  expect(lines.amina).toEqual({ minutes: 90, came: false, kept: null })
  expect(lines.ben).toEqual({ minutes: 60, came: true, kept: 60 })
  expect(sumOf(lines)).toEqual({ count: 1, minutes: 60 })
})

test('only what is new or different is sent', () => {
  const lines = linesOf(staff, [{ staff_id: 'ben', minutes: 60 }], 90)
  expect(attendanceBody(lines).staff).toEqual([])
  const more = { ...lines, amina: { minutes: 45, came: true, kept: null } }
  expect(attendanceBody(more).staff).toEqual([{ staff_id: 'amina', minutes: 45 }])
  expect(attendanceBody({ ...lines, ben: { minutes: 90, came: true, kept: 60 } }).staff).toEqual([
    { staff_id: 'ben', minutes: 90 },
  ])
})

test.each([
  [0, true],
  [1, false],
  [90, false],
  [91, true],
  ['', true],
  [1.5, true],
])('%s minutes of at most 90: wrong is %s', (minutes, wrong) => {
  expect(isBad({ minutes, came: true, kept: null }, 90)).toBe(wrong)
  expect(isBad({ minutes, came: false, kept: null }, 90)).toBe(false)
})
