import { screen } from '@testing-library/react'
import type { Schema } from '../../api/client'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { RecordForm } from './RecordForm'
import { WhoCame } from './WhoCame'

const seat = (name: string) => ({ staff_id: name.toLowerCase(), name, minutes: 60, came: null })
const meeting = (change: Partial<Schema<'MeetingOut'>> = {}): Schema<'MeetingOut'> => ({
  id: 'meeting',
  group_id: 'talk',
  group_name: 'Talk',
  kind: 'study',
  state: 'planned',
  title: 'Reading about talk',
  held_on: '2026-11-24',
  start: '15:30',
  end: '16:30',
  minutes: 60,
  time_source: 'twilight',
  expected: 2,
  came: 0,
  starts_at: '2026-11-24T15:30:00Z',
  ends_at: '2026-11-24T16:30:00Z',
  place: '',
  agenda: '',
  record: 'We read two pages.',
  event_id: null,
  event_title: null,
  seats: [seat('Amina'), seat('Ben')],
  actions: [],
  may_change: true,
  may_say_who_came: true,
  version: 3,
  ...change,
})

test('everybody came, unless somebody is unticked', async () => {
  const asked = serve({
    'GET /api/me': { body: person() },
    'POST /api/meetings/meeting/held': { body: meeting({ state: 'held' }) },
  })
  const { user } = await show(<WhoCame meeting={meeting()} />, 'meetings')

  expect(await screen.findByRole('checkbox', { name: 'Amina' })).toBeChecked()
  await user.click(screen.getByRole('checkbox', { name: 'Ben' }))
  await user.click(screen.getByRole('button', { name: 'Save who came' }))

  expect(await screen.findByText(/have come back/)).toBeVisible()
  expect(asked.find(one => one.path.endsWith('/held'))?.body).toEqual({
    seats: [
      { staff_id: 'amina', came: true },
      { staff_id: 'ben', came: false },
    ],
  })
})

const stale = {
  status: 412,
  body: { type: '/problems/stale', title: 'It was changed meanwhile', status: 412, detail: 'Look again.' },
}

test('two people write the record: both texts stand there, and can be put together', async () => {
  let saves = 0
  const asked = serve({
    'GET /api/meetings/meeting': { body: meeting({ record: 'Theirs.', version: 4 }) },
    'PUT /api/meetings/meeting': () => (saves++ === 0 ? stale : { body: meeting({ version: 5 }) }),
  })
  const { user } = await show(<RecordForm meeting={meeting()} onClose={() => undefined} />, 'meetings')

  const field = screen.getByRole('textbox', { name: /What was said/ })
  await user.clear(field)
  await user.type(field, 'Mine.')
  await user.click(screen.getByRole('button', { name: 'Save the record' }))
  expect(await screen.findByText('Theirs.')).toBeVisible()
  expect(field).toHaveValue('Mine.')
  await user.click(screen.getByRole('button', { name: 'Put theirs above mine' }))
  await user.click(screen.getByRole('button', { name: 'Save the record' }))

  expect(await screen.findByText('The record is saved.')).toBeVisible()
  const last = asked.filter(one => one.method === 'PUT').at(-1)
  expect(last?.body).toMatchObject({ record: 'Theirs.\n\nMine.', staff_ids: null })
  expect(last?.headers.get('If-Match')).toBe('"4"')
})

test('when only the place changed meanwhile the record is saved without a question', async () => {
  let saves = 0
  const asked = serve({
    'GET /api/meetings/meeting': { body: meeting({ place: 'M6', version: 4 }) },
    'PUT /api/meetings/meeting': () => (saves++ === 0 ? stale : { body: meeting({ version: 5 }) }),
  })
  const { user } = await show(<RecordForm meeting={meeting()} onClose={() => undefined} />, 'meetings')

  await user.type(screen.getByRole('textbox', { name: /What was said/ }), ' Next: plan.')
  await user.click(screen.getByRole('button', { name: 'Save the record' }))

  expect(await screen.findByText('The record is saved.')).toBeVisible()
  expect(asked.filter(one => one.method === 'PUT').at(-1)?.body).toMatchObject({
    place: 'M6',
    record: 'We read two pages. Next: plan.',
  })
})
