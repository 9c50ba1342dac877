import { screen } from '@testing-library/react'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { fair, passport, programme } from './fairDay.fixture'
import { StampHere } from './StampHere'

const open = fair({ state: 'open' })
const line = { items: [open], next: null }
const stamp = {
  slot_id: 'stall1',
  number: 1,
  finding_id: 'bars',
  title: 'Drawing the bar first',
  note: 'Try bars with 8M2',
  visited_at: '2027-07-01T14:45:00Z',
}

test('the code on a poster leads to its stamp, with a note that is one’s own', async () => {
  const asked = serve({
    'GET /api/me': { body: person() },
    'GET /api/fairs': { body: line },
    'GET /api/fairs/fair/programme': { body: programme({ fair: open }) },
    'GET /api/fairs/fair/passport': { body: passport() },
    'POST /api/fairs/fair/slots/stall1/visit': {
      status: 201,
      body: passport({ visited: [stamp], to_see: [] }),
    },
  })
  const { user } = await show(<StampHere findingId="bars" stallId="stall1" />, 'fairDay')

  expect(await screen.findByRole('heading', { name: 'You are at stall 1' })).toBeVisible()
  await user.type(await screen.findByRole('textbox', { name: 'What I take away' }), 'Bars')
  await user.click(screen.getByRole('button', { name: 'Stamp my passport' }))

  expect(await screen.findByText('This stall is in your passport')).toBeVisible()
  expect(screen.getByText('Stamped: stall 1. 1 of 2 visited.')).toBeVisible()
  expect(asked.find(one => one.method === 'POST')?.body).toEqual({ note: 'Bars' })
})

test('at one’s own stall there is no stamp to take', async () => {
  serve({
    'GET /api/me': { body: person({ staff_id: 'amina' }) },
    'GET /api/fairs': { body: line },
    'GET /api/fairs/fair/programme': { body: programme({ fair: open }) },
    'GET /api/fairs/fair/passport': { body: passport({ to_see: [] }) },
  })
  await show(<StampHere findingId="bars" stallId="stall1" />, 'fairDay')

  expect(await screen.findByText(/This is your own stall/)).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Stamp my passport' })).toBeNull()
})

test('who is not signed in is shown the way there and back', async () => {
  serve({
    'GET /api/me': { status: 401, body: { type: '/problems/not-signed-in', title: 'x', status: 401 } },
  })
  await show(<StampHere findingId="bars" stallId="stall1" />, 'fairDay')

  const link = await screen.findByRole('link', { name: 'Sign in to stamp your passport' })
  expect(decodeURIComponent(link.getAttribute('href') ?? '')).toContain('/fair/bars?stall=stall1')
})
