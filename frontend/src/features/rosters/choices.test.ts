import { bodyOf, countsOf, lacksDay, noChoices, unsaid, withField, withLeaver } from './choices'

const GROUPS = { joiners: 3, leavers: 2, changed: 2, doubtful: 2 }

test('without a word everybody joins and changes, nobody leaves, and the doubtful are asked for', () => {
  const none = noChoices('2026-11-22')

  expect(countsOf(none, GROUPS)).toEqual({ join: 3, leave: 0, change: 2 })
  expect(unsaid(none, GROUPS)).toBe(2)
  expect(bodyOf(none)).toEqual({
    words: [],
    leavers: [],
    joiners_left_out: [],
    changes_left_out: [],
    take_back_minutes: false,
  })
})

test('who is said to be new joins, who is somebody or left out does not', () => {
  const said = { ...noChoices(''), words: { 0: 'new', 4: 'staff-id', 5: 'out' } }

  expect(countsOf(said, { joiners: 1 }).join).toBe(2)
  expect(bodyOf(said).words).toEqual([
    { row: 0, staff_id: null, leave_out: false },
    { row: 4, staff_id: 'staff-id', leave_out: false },
    { row: 5, staff_id: null, leave_out: true },
  ])
})

test('a change counts until all of its fields are kept, and a field can be taken again', () => {
  const one = withField(noChoices(''), 7, 'name', 2, false)
  const both = withField(one, 7, 'email', 2, false)
  const again = withField(both, 7, 'name', 2, true)

  expect([one, both, again].map(choices => countsOf(choices, GROUPS).change)).toEqual([2, 1, 2])
  expect(bodyOf(again).changes_left_out).toEqual([{ row: 7, fields: ['email'] }])
  expect(bodyOf(withField(again, 7, 'email', 2, true)).changes_left_out).toEqual([])
})

test('a leaver goes on the day of the list, else on the one chosen here, which is then needed', () => {
  const told = withLeaver(noChoices(''), 'ben', '2026-12-31', true)
  const both = withLeaver(told, 'chloe', null, true)

  expect([lacksDay(told), lacksDay(both)]).toEqual([false, true])
  expect(bodyOf({ ...both, lastDay: '2026-11-30' }).leavers).toEqual([
    { staff_id: 'ben', left_on: '2026-12-31' },
    { staff_id: 'chloe', left_on: '2026-11-30' },
  ])
  expect(bodyOf(withLeaver(both, 'ben', null, false)).leavers).toHaveLength(1)
})
