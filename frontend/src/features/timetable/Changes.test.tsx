import { screen, waitFor, within } from '@testing-library/react'
import type { Schema } from '../../api/client'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { Changes } from './Changes'
import { TouchedRounds } from './TouchedRounds'

type Difference = Schema<'DifferenceOut'>
const source = { of: 'version', id: 'first', startsOn: '2026-11-09' } as const
const COMPARED = 'GET /api/timetable-versions/first/differences'
const NOTHING_ELSE = { seats: [], seat_count: 0, meetings: [], meeting_count: 0 }
const TOUCHED = 'GET /api/timetable-versions/first/touched-rounds'

const lesson = (change: Partial<Schema<'LessonSide'>> = {}): Schema<'LessonSide'> => ({
  cycle_day: 'Monday',
  period: 'P1',
  class_name: '7A',
  subject: 'Maths',
  room: 'M1',
  teacher_names: ['Amina'],
  ...change,
})
const difference = (change: Partial<Difference>): Difference => ({
  kind: 'moved',
  cycle_day: 'Monday',
  period: 'P1',
  staff_name: '',
  lesson_count: 0,
  ...change,
})
const differences = (items: Difference[], change: Partial<Schema<'DifferencesOut'>> = {}) => ({
  items,
  next: null,
  base_number: 1,
  counts: [...new Set(items.map(one => one.kind))].map(kind => ({
    kind,
    count: items.filter(one => one.kind === kind).length,
  })),
  total: items.length,
  found: items.length,
  replaced: [],
  own_times: [],
  ...change,
})
const moved = difference({
  lesson_before: lesson(),
  lesson_after: lesson({ cycle_day: 'Tuesday', period: 'P3' }),
})
const all: [Difference, string, string, string][] = [
  [
    difference({ kind: 'teacher_gone', staff_name: 'Zoe', lesson_count: 2, cycle_day: '', period: '' }),
    'Zoe',
    '2 lessons',
    'nothing',
  ],
  [moved, '7A, Maths (Amina)', 'Monday, P1, M1', 'Tuesday, P3, M1'],
  [
    difference({
      kind: 'teachers',
      lesson_before: lesson(),
      lesson_after: lesson({ teacher_names: ['Ben'] }),
    }),
    'Monday, P1: 7A, Maths',
    'Amina',
    'Ben',
  ],
  [difference({ kind: 'added', lesson_after: lesson() }), '7A, Maths (Amina)', 'nothing', 'Monday, P1, M1'],
  [difference({ kind: 'gone', lesson_before: lesson() }), '7A, Maths (Amina)', 'Monday, P1, M1', 'nothing'],
  [
    difference({ kind: 'room', lesson_before: lesson(), lesson_after: lesson({ room: '' }) }),
    'Monday, P1: 7A, Maths (Amina)',
    'M1',
    'no room',
  ],
  [
    difference({ kind: 'lesson', lesson_before: lesson(), lesson_after: lesson({ subject: 'Art' }) }),
    'Monday, P1: Amina',
    '7A, Maths',
    '7A, Art',
  ],
  [
    difference({
      kind: 'bell',
      bell_before: { start: '08:45', end: '09:45' },
      bell_after: { start: '09:00', end: '10:00' },
    }),
    'Monday, P1',
    '8:45 to 9:45',
    '9:00 to 10:00',
  ],
  [
    difference({ kind: 'mark', period: '', staff_name: 'Ben', mark_before: { kind: 'off', note: '' } }),
    'Monday, whole day: Ben',
    'Day off',
    'nothing',
  ],
]

test.each(all)(
  'a difference says what it is about, how it was and how it will be (%#)',
  async (one, what, was, now) => {
    serve({ [COMPARED]: { body: differences([one]) } })
    await show(<Changes source={source} />, 'timetable')

    const row = (await screen.findByRole('rowheader', { name: what })).closest('tr') as HTMLElement
    expect(
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual([was, now])
  },
)

test('each kind stands in a table of its own, and can be shown alone', async () => {
  const asked = serve({ [COMPARED]: { body: differences(all.map(([one]) => one)) } })
  const { user } = await show(<Changes source={source} />, 'timetable')

  expect(await screen.findAllByRole('table')).toHaveLength(all.length)
  expect(screen.getByText('Compared with version 1, which is in force then.')).toBeVisible()
  await user.selectOptions(screen.getByLabelText('Show'), 'Lessons that move (1)')
  await user.type(screen.getByLabelText('Find a teacher, class, subject or room'), ' 7a ')

  await waitFor(() => expect(asked.at(-1)?.path).toContain('q=7a'))
  expect(asked.at(-1)?.path).toContain('kind=moved')
  expect(asked.at(-1)?.path).toContain('starts_on=2026-11-09')
})

test('where nothing changes, that is said', async () => {
  serve({ [COMPARED]: { body: differences([]) } })
  await show(<Changes source={source} />, 'timetable')

  expect(await screen.findByText('Nothing changes')).toBeVisible()
  expect(screen.queryByRole('table')).toBeNull()
})

test('a first timetable is said to be all new, and not told line by line', async () => {
  serve({ [COMPARED]: { body: differences([moved], { base_number: null }) } })
  await show(<Changes source={source} />, 'timetable')

  expect(await screen.findByText('No timetable is in force then: all of this is new.')).toBeVisible()
  expect(screen.queryByRole('table')).toBeNull()
})

test('what else follows is said: later versions replaced, times that are no period', async () => {
  const own = { cycle_day: 'Monday', period: '08:50-09:45', start: '08:50', end: '09:45' }
  serve({ [COMPARED]: { body: differences([moved], { replaced: [3, 4], own_times: [own] }) } })
  await show(<Changes source={source} />, 'timetable')

  expect(
    await screen.findByText('Versions 3, 4, which were to begin later, are replaced as well.'),
  ).toBeVisible()
  expect(screen.getByText('1 time of the calendar is no period of your school')).toBeVisible()
  expect(screen.getByText(/Monday, 8:50 to 9:45/)).toBeVisible()
})

test('a refusal is said in its own words', async () => {
  const problem = {
    type: '/problems/timetable/year-missing',
    title: 'No year',
    status: 409,
    detail: 'Add the year.',
  }
  serve({ [COMPARED]: { status: 409, body: problem } })
  await show(<Changes source={source} />, 'timetable')

  expect(await screen.findByText('Add the year.')).toBeVisible()
})

test('each round that no longer fits leads to itself and says why', async () => {
  const round = {
    round_id: 'round',
    group_name: 'Explaining first',
    held_on: '2026-11-09',
    period: 'P1',
    class_name: '7A',
    host_name: 'Amina',
    why: 'Amina does not teach 7A any more.',
  }
  serve({ [TOUCHED]: { body: { items: [round], next: null, count: 1, ...NOTHING_ELSE } } })
  await show(<TouchedRounds source={source} />, 'timetable')

  const link = await screen.findByRole('link', { name: '7A with Amina, Mon 9 Nov, P1' })
  expect(link).toHaveAttribute('href', '/round/round')
  expect(screen.getByText(round.why)).toBeVisible()
  expect(screen.getByText('Explaining first')).toBeVisible()
})

test('where every round still fits, that is said', async () => {
  serve({ [TOUCHED]: { body: { items: [], next: null, count: 0, ...NOTHING_ELSE } } })
  await show(<TouchedRounds source={source} />, 'timetable')

  expect(await screen.findByText('Every booked round still fits.')).toBeVisible()
})

test('debriefs that go on without somebody and meetings that are called off are named', async () => {
  const seat = { held_on: '2026-11-10', start: '15:05', title: '7A', name: 'Ben' }
  const meeting = {
    group_name: 'Explaining first',
    held_on: '2026-11-10',
    start: '09:45',
    title: 'Plan lesson 1',
    why: 'Ben is not free then: Teaches 9D.',
  }
  const body = {
    items: [],
    next: null,
    count: 0,
    seats: [seat],
    seat_count: 1,
    meetings: [meeting],
    meeting_count: 1,
  }
  serve({ [TOUCHED]: { body } })
  await show(<TouchedRounds source={source} />, 'timetable')

  expect(await screen.findByText('7A, Tue 10 Nov, 15:05, without Ben')).toBeVisible()
  expect(screen.getByText('1 meeting is called off. Everybody’s minutes come back.')).toBeVisible()
  expect(screen.getByText('Plan lesson 1, Tue 10 Nov, 9:45')).toBeVisible()
  expect(screen.getByText(meeting.why)).toBeVisible()
})
