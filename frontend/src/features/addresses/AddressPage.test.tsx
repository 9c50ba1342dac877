import { screen } from '@testing-library/react'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { showAt } from '../../test/showAt'
import { AddressPage } from './AddressPage'

const source = {
  id: 's1',
  kind: 'timetable',
  name: 'Nightly file',
  address: 'https://times.example/file.csv',
  staff_id: null,
  staff_name: null,
  every_hours: 24,
  is_active: true,
  failures: 0,
  trouble: '',
  looked_at: '2026-11-20T08:00:00Z',
  good_at: '2026-11-20T08:00:00Z',
  next_at: '2026-11-21T08:00:00Z',
  import_id: null,
  may: { edit: true, look: true },
  version: 3,
}
const stale = {
  status: 412,
  body: { type: '/problems/stale', title: 'It was changed meanwhile', status: 412, detail: 'Look again.' },
}
const opened = () => showAt(AddressPage, '/school/addresses/$sourceId', '/school/addresses/s1', 'addresses')
const base = {
  'GET /api/me': { body: person() },
  'GET /api/staff': { body: { items: [], next: null } },
  'GET /api/outside-sources': { body: { items: [], next: null } },
}

test('pausing beside it leaves what was typed, which is then saved upon the paused version', async () => {
  const asked = serve({
    ...base,
    'GET /api/outside-sources/s1': { body: source },
    'PUT /api/outside-sources/s1': ({ body }) => ({ body: { ...source, ...(body as object), version: 4 } }),
  })
  const { user } = await opened()
  const name = await screen.findByLabelText('What you call it')
  await user.clear(name)
  await user.type(name, 'From the office')
  await user.click(screen.getByRole('button', { name: 'Pause' }))
  expect(await screen.findByRole('button', { name: 'Look at it again' })).toBeVisible()
  expect(screen.getByLabelText('What you call it')).toHaveValue('From the office')

  await user.click(screen.getByRole('button', { name: 'Save' }))
  await expect.poll(() => asked.filter(one => one.method === 'PUT')).toHaveLength(2)
  const [paused, saved] = asked.filter(one => one.method === 'PUT')
  expect(paused?.body).toMatchObject({ name: 'Nightly file', is_active: false })
  expect(saved?.headers.get('If-Match')).toBe('"4"')
  expect(saved?.body).toMatchObject({ name: 'From the office', is_active: false })
})

test('a colleague’s newer version comes in beside what was typed', async () => {
  let stored = source
  serve({
    ...base,
    'GET /api/outside-sources/s1': () => ({ body: stored }),
    'PUT /api/outside-sources/s1': stale,
  })
  const { user } = await opened()
  const name = await screen.findByLabelText('What you call it')
  await user.clear(name)
  await user.type(name, 'Mine')
  stored = { ...source, name: 'Theirs', address: 'https://times.example/new.csv', version: 5 }
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await user.click(await screen.findByRole('button', { name: 'Load the newer version' }))

  expect(await screen.findByText('A colleague has changed the same')).toBeVisible()
  expect(screen.getByLabelText('What you call it')).toHaveValue('Mine')
  expect(screen.getByLabelText('Address')).toHaveValue('https://times.example/new.csv')
  expect(screen.getByText('Theirs', { selector: 'span' })).toBeVisible()
  expect(screen.queryByText('It was changed meanwhile')).not.toBeInTheDocument()
})

test('nothing of one address stays on the page of the next', async () => {
  const other = { ...source, id: 's2', name: 'Staff room', address: 'https://room.example/list.csv' }
  serve({
    ...base,
    'GET /api/outside-sources/s1': { body: source },
    'GET /api/outside-sources/s2': { body: other },
  })
  const { user, goTo } = await opened()
  // Both have been open before: nothing is loaded between them.
  await goTo('/school/addresses/s2')
  expect(await screen.findByRole('heading', { level: 1, name: 'Staff room' })).toBeVisible()
  await goTo('/school/addresses/s1')
  await user.type(await screen.findByLabelText('What you call it'), ' of ours')
  await user.click(screen.getByRole('button', { name: 'Remove this address' }))

  await goTo('/school/addresses/s2')
  expect(screen.getByLabelText('What you call it')).toHaveValue('Staff room')
  expect(screen.queryByRole('button', { name: 'Yes, remove it' })).not.toBeInTheDocument()
})
