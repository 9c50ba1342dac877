import { screen } from '@testing-library/react'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { NewVisit } from './NewVisit'
import type { Visit } from './queries'
import { SupportHere } from './SupportHere'
import { Visits } from './Visits'

const visit: Visit = {
  id: 'sol',
  name: 'Sol',
  email: 'sol@help.example',
  reason: 'The import stops',
  let_in_by: 'Hana Moss',
  invited_at: '2026-11-02T08:00:00Z',
  ends_at: '2026-11-05T12:00:00Z',
  ended_at: null,
  is_on: true,
  has_come: true,
}
const over: Visit = { ...visit, id: 'old', name: 'Uma', is_on: false, ended_at: '2026-10-05T12:00:00Z' }

test('who is here stands first with an end button; what is over has none', async () => {
  const seen = serve({
    'GET /api/support-visits': { body: { items: [visit, over], next: null } },
    'POST /api/support-visits/sol/end': { body: { ...visit, is_on: false } },
  })
  const { user } = await show(<Visits />, 'comingIn')

  expect(await screen.findByText('One person from outside can look at your school')).toBeVisible()
  expect(screen.getAllByText('The import stops')).toHaveLength(2)
  await user.click(screen.getByRole('button', { name: 'End the visit of Sol' }))
  await user.click(screen.getByRole('button', { name: 'Yes, end it' }))

  await vi.waitFor(() => expect(seen.some(one => one.path.endsWith('/sol/end'))).toBe(true))
  expect(screen.queryByRole('button', { name: 'End the visit of Uma' })).toBeNull()
})

test('the link is shown once, and the end goes to the server with its offset', async () => {
  const seen = serve({
    'POST /api/support-visits': { status: 201, body: { visit, url: 'https://k.example/invitation/secret' } },
  })
  const { user } = await show(<NewVisit />, 'comingIn')
  await user.type(screen.getByLabelText('Name'), 'Sol')
  await user.type(screen.getByLabelText('E-mail'), 'sol@help.example')
  await user.type(screen.getByLabelText('Why they come'), 'The import stops')
  await user.click(screen.getByRole('button', { name: 'Make the link' }))

  expect(await screen.findByLabelText('Link for Sol')).toHaveValue('https://k.example/invitation/secret')
  expect(seen[0]?.body).toMatchObject({ ends_at: expect.stringMatching(/Z$/) })
})

test('while somebody is here, those who lead see who and until when', async () => {
  serve({ 'GET /api/support-visits': { body: { items: [visit, over], next: null } } })
  await show(<SupportHere />)

  expect(
    await screen.findByText(/Sol helps your school and can look at it until 5 November 2026/),
  ).toBeVisible()
  expect(screen.queryByText(/Uma/)).toBeNull()
})
