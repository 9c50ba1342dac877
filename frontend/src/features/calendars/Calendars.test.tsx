import { act, screen } from '@testing-library/react'
import { myGroupsQuery } from '../../api/groups'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { Calendars } from './Calendars'

const address = {
  id: 'a1',
  kind: 'person',
  subject_id: 'p1',
  subject_name: 'Amina',
  name: 'My phone',
  has_alarms: false,
  created_at: '2026-11-02T08:00:00Z',
  read_at: null,
}
const made = {
  ...address,
  url: 'https://kenkyu.test/calendars/secret.ics',
  webcal_url: 'webcal://kenkyu.test/calendars/secret.ics',
  qr_svg: '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
}
const base = {
  'GET /api/me': { body: person({ roles: ['teacher'] }) },
  'GET /api/groups': { body: { items: [{ id: 'g1', name: 'Explaining first' }], next: null } },
  'GET /api/fairs': { body: { items: [], next: null } },
  'GET /api/calendar-addresses': { body: { items: [], next: null } },
}

test('an address of a group is made, shown whole, and hidden', async () => {
  const seen = serve({ ...base, 'POST /api/calendar-addresses': { status: 201, body: made } })
  const { user } = await show(<Calendars />, 'calendars')
  expect(await screen.findByText('No calendar reads from here yet')).toBeInTheDocument()
  await screen.findByRole('option', { name: 'Group: Explaining first' })
  await user.selectOptions(screen.getByLabelText('What it shows'), 'Group: Explaining first')
  await user.click(screen.getByRole('button', { name: 'Make the address' }))
  expect(await screen.findByText('Say where you will use it.')).toBeInTheDocument()
  await user.type(screen.getByLabelText('Where you will use it'), 'My phone')
  await user.click(screen.getByRole('button', { name: 'Make the address' }))

  expect(await screen.findByLabelText('The address')).toHaveValue(made.url)
  expect(screen.getByRole('heading', { name: /shown only now/ })).toHaveFocus()
  expect(screen.getByRole('link', { name: /Open it/ })).toHaveAttribute('href', made.webcal_url)
  expect(screen.getByRole('img', { name: /phone’s camera/ })).toBeInTheDocument()
  expect(seen.find(one => one.method === 'POST')?.body).toEqual({
    kind: 'group',
    subject_id: 'g1',
    name: 'My phone',
    has_alarms: false,
  })
  await user.click(screen.getByRole('button', { name: /hide the address/ }))
  expect(screen.queryByLabelText('The address')).not.toBeInTheDocument()
})

test('an address is ended after it was asked for', async () => {
  const seen = serve({
    ...base,
    'GET /api/calendar-addresses': { body: { items: [address], next: null } },
    'DELETE /api/calendar-addresses/a1': { status: 204 },
  })
  const { user } = await show(<Calendars />, 'calendars')
  await user.click(await screen.findByRole('button', { name: 'End My phone' }))
  expect(screen.getByText(/cannot be brought back/)).toBeInTheDocument()
  expect(seen.some(one => one.method === 'DELETE')).toBe(false)
  await user.click(screen.getByRole('button', { name: 'End this address' }))
  await expect.poll(() => seen.some(one => one.method === 'DELETE')).toBe(true)
})

test('what is refused is said where it was asked for', async () => {
  const refusal = {
    type: '/problems/calendars/too-many',
    title: 'You have as many calendar addresses as one can have',
    status: 409,
    detail: '20 addresses can be in use. End one that nothing reads any more, then make this.',
    addresses_max: 20,
  }
  serve({ ...base, 'POST /api/calendar-addresses': { status: 409, body: refusal } })
  const { user } = await show(<Calendars />, 'calendars')
  await user.type(await screen.findByLabelText('Where you will use it'), 'My phone')
  await user.click(screen.getByRole('button', { name: 'Make the address' }))
  expect(await screen.findByText(refusal.detail)).toBeInTheDocument()
})

test('a fair stays the one that was chosen when the groups arrive after it', async () => {
  const asked = serve({
    ...base,
    'GET /api/groups': { body: { items: [], next: null } },
    'GET /api/fairs': {
      body: { items: [{ id: 'f1', title: 'Summer fair', held_on: '2999-07-01', state: 'open' }], next: null },
    },
    'POST /api/calendar-addresses': { status: 201, body: made },
  })
  const { user, queryClient } = await show(<Calendars />, 'calendars')
  await user.selectOptions(
    await screen.findByLabelText('What it shows'),
    await screen.findByRole('option', { name: /Summer fair/ }),
  )
  act(() => {
    queryClient.setQueryData(myGroupsQuery.queryKey, {
      items: [{ id: 'g1', name: 'Late' }],
      next: null,
    } as never)
  })
  await screen.findByRole('option', { name: 'Group: Late' })
  await user.type(screen.getByLabelText('Where you will use it'), 'My phone')
  await user.click(screen.getByRole('button', { name: 'Make the address' }))
  await screen.findByLabelText('The address')
  expect(asked.find(one => one.method === 'POST')?.body).toMatchObject({ kind: 'fair', subject_id: 'f1' })
})
