import { screen, waitFor } from '@testing-library/react'
import type { Schema } from '../../api/client'
import { person } from '../../test/people'
import { type Served, serve } from '../../test/server'
import { show } from '../../test/show'
import { EditRound } from './EditRound'

const seat = (id: string): Schema<'DebriefSeatOut'> => ({
  id,
  staff_id: id,
  name: id,
  minutes: 55,
  is_logged: false,
  may_log: false,
})
const round: Schema<'RoundOut'> = {
  id: 'round-1',
  group_id: 'group-1',
  group_name: 'Talk',
  state: 'scheduled',
  host_id: 'neil',
  host_name: 'Neil',
  held_on: '2026-11-05',
  period: 'P3',
  start: '11:05',
  end: '12:05',
  class_name: '8M2',
  subject: 'Maths',
  room: 'M6',
  focus: 'Talk before writing',
  observations: [],
  debrief_on: '2026-11-05',
  debrief_start: '15:30',
  debrief_end: '16:15',
  debrief_place: 'M6',
  debrief_time_source: 'protected',
  debrief_seats: [seat('neil'), seat('chloe')],
  open_cover: 0,
  stale_reason: '',
  warnings: [],
  may_change: true,
  version: 3,
}
const OPEN = 'Change the focus or move the debrief'
const SAVE = 'Save the changes'
const PUT = 'PUT /api/rounds/round-1'
const refusal = (status: number, code: string, title: string, more: object = {}): Served => ({
  status,
  body: { type: `/problems/${code}`, title, status, detail: title, ...more },
})

/** The form, opened, against a server that answers the change with what is given. */
async function opened(answer: Served, stored: Schema<'RoundOut'> = round) {
  const seen = serve({
    'GET /api/me': { body: person() },
    'GET /api/rounds/round-1': { body: stored },
    [PUT]: answer,
  })
  const { user } = await show(<EditRound round={round} />, 'round', 'plan')
  await user.click(await screen.findByRole('button', { name: OPEN }))
  const type = async (label: string, text: string) => {
    await user.clear(screen.getByLabelText(label))
    await user.type(screen.getByLabelText(label), text)
  }
  const save = () => user.click(screen.getByRole('button', { name: SAVE }))
  const puts = () => seen.filter(one => one.method === 'PUT')
  return { user, type, save, puts }
}

test('the form begins with what is stored, at its first field, and says what it does to minutes', async () => {
  const { user } = await opened({})

  expect(screen.getByLabelText('What we look at')).toHaveValue('Talk before writing')
  expect(screen.getByLabelText('What we look at')).toHaveFocus()
  expect(screen.getByLabelText('Day of the debrief')).toHaveValue('2026-11-05')
  expect(screen.getByLabelText('Starts at')).toHaveValue('15:30')
  expect(screen.getByLabelText('Minutes')).toHaveValue('45')
  expect(screen.getByRole('button', { name: SAVE })).toHaveAccessibleDescription(
    /come back and are reserved anew\. Reserves 55\s*min each in Debrief and moving, for 2 colleagues/,
  )

  await user.selectOptions(screen.getByLabelText('Time from'), 'Twilight')

  expect(screen.getByRole('button', { name: SAVE })).toHaveAccessibleDescription(
    'Booked debrief minutes come back to their pots. Twilight takes nothing from the pots.',
  )
})

test('saving sends the version that was read, says so, and gives the button its focus back', async () => {
  const { type, save, puts } = await opened({ body: { ...round, debrief_start: '15:45', version: 4 } })
  await type('Starts at', '15:45')
  await save()

  expect(await screen.findByText('Saved. The debrief is on Thu 5 Nov, 15:45.')).toBeVisible()
  expect(screen.getByRole('button', { name: OPEN })).toHaveFocus()
  expect(puts()).toHaveLength(1)
  expect(puts()[0]?.headers.get('If-Match')).toBe('"3"')
  expect(puts()[0]?.body).toEqual({
    focus: 'Talk before writing',
    debrief: { held_on: '2026-11-05', start: '15:45', minutes: 45, time_source: 'protected', place: 'M6' },
  })
})

test('a debrief before the end of the lesson is not sent, and its field is shown', async () => {
  const { type, save, puts } = await opened({})
  await type('Starts at', '12:00')
  await save()

  expect(screen.getByLabelText('Starts at')).toHaveAccessibleDescription(
    'The lesson ends at 12:05: choose that time or a later one.',
  )
  expect(screen.getByLabelText('Starts at')).toHaveFocus()
  expect(puts()).toHaveLength(0)
})

test.each([
  [409, 'study/debrief-too-early', 'The lesson ends at 12:05: choose that time or a later one.'],
  [409, 'study/debrief-too-late', 'Choose an earlier day.'],
  [409, 'study/debrief-in-break', 'Choose a start inside one period, or after school.'],
  [409, 'study/no-school', 'Choose a school day for the debrief.'],
  [409, 'study/not-free', 'Choose another day or another time for the debrief.'],
  [422, 'study/skipped-hour', 'Choose a time an hour later.'],
  [409, 'time-budget/exhausted', 'Choose fewer minutes, or take the time from elsewhere.'],
])('%i %s is said in words, with the next step', async (status, code, next) => {
  const { save } = await opened(refusal(status, code, 'Not like this'))
  await save()

  expect(await screen.findByText('Not like this')).toBeVisible()
  expect(screen.getByText(next)).toBeVisible()
  expect(screen.getByText(next).closest('[role=status]')).not.toBeNull()
})

test('what the server says about a field stands at that field', async () => {
  const errors = [{ pointer: '#/debrief/place', message: 'One line only.' }]
  const { save } = await opened(refusal(422, 'invalid-request', 'Please look again', { errors }))
  await save()

  expect(await screen.findByText('Please look again')).toBeVisible()
  expect(screen.getByLabelText('Where (optional)')).toHaveAccessibleDescription('One line only.')
})

test('a round that is closed by now ends the editing', async () => {
  const { user, save } = await opened(refusal(409, 'study/round-closed', 'It cannot be changed any more'))
  await save()
  await user.click(await screen.findByRole('button', { name: 'Close without saving' }))

  expect(screen.queryByLabelText('Starts at')).not.toBeInTheDocument()
})

test('when a colleague was quicker, what was typed stays and the newer version is saved upon', async () => {
  const newer = { ...round, focus: 'Talk in pairs', debrief_place: 'Library', version: 4 }
  const { user, type, save, puts } = await opened(refusal(412, 'stale', 'This has changed'), newer)
  await type('What we look at', 'Who talks?')
  await type('Minutes', '60')
  await save()
  await user.click(await screen.findByRole('button', { name: 'Load the newer version' }))

  expect(await screen.findByText('The newer version is loaded')).toBeVisible()
  expect(screen.getByLabelText('What we look at')).toHaveValue('Who talks?')
  expect(screen.getByLabelText('Minutes')).toHaveValue('60')
  expect(screen.getByLabelText('Where (optional)')).toHaveValue('Library')
  expect(screen.getByText('Talk in pairs')).toBeVisible()
  expect(screen.queryByText('This has changed')).not.toBeInTheDocument()
  expect(screen.getByRole('button', { name: SAVE })).toHaveFocus()

  await save()

  expect(puts()[1]?.headers.get('If-Match')).toBe('"4"')
  expect(puts()[1]?.body).toMatchObject({ focus: 'Who talks?', debrief: { minutes: 60, place: 'Library' } })
})

test.each([
  ['a member', { staff_id: 'neil', is_guest: false }, true],
  ['a guest of the group', { staff_id: 'neil', is_guest: true }, false],
  ['somebody else', { staff_id: 'chloe', is_guest: false }, false],
])('once the lesson is taught, the button is for members: %s', async (_, member, sees) => {
  const taught = { ...round, state: 'taught' as const, may_change: false }
  const seen = serve({
    'GET /api/me': { body: person() },
    'GET /api/groups/group-1': { body: { members: [member] } },
  })
  await show(<EditRound round={taught} />, 'round', 'plan')
  await waitFor(() => expect(seen).toHaveLength(2))

  if (sees) expect(await screen.findByRole('button', { name: OPEN })).toBeVisible()
  else expect(screen.queryByRole('button', { name: OPEN })).not.toBeInTheDocument()
})

test('a cancelled round, and one I only read, offer no change', async () => {
  serve({ 'GET /api/me': { body: person() } })
  await show(
    <>
      <EditRound round={{ ...round, state: 'cancelled', may_change: false }} />
      <EditRound round={{ ...round, may_change: false }} />
      <p>There</p>
    </>,
    'round',
  )

  expect(await screen.findByText('There')).toBeVisible()
  expect(screen.queryByRole('button', { name: OPEN })).not.toBeInTheDocument()
})
