import { screen, waitFor, within } from '@testing-library/react'
import type { Schema } from '../../api/client'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { ClosingYear } from './ClosingYear'
import { closing, signature } from './closing.fixture'

const both = [signature('head'), signature('teachers')]
const as = (...roles: Schema<'Role'>[]) => ({
  'GET /api/me': { body: person({ roles, name: 'Grace Eversley' }) },
})

test('both sums stand there and add up', async () => {
  serve(as('head'))
  await show(<ClosingYear closing={closing({ came_over_minutes: 100, granted_minutes: 500 })} />, 'desk')

  const from = await screen.findByRole('table', { name: 'Where the minutes came from' })
  expect(
    within(from)
      .getAllByRole('row')
      .map(row => row.textContent),
  ).toEqual([
    'Given by the school500',
    'Came over from the year before+ 100',
    'Allocated to teachers adds up= 600',
  ])
  const to = screen.getByRole('table', { name: 'Where they went' })
  expect(within(to).getAllByRole('row').at(-1)).toHaveTextContent(/adds up.*= 600/)
})

test('figures that do not add up say so, and are not to be signed', async () => {
  serve(as('head'))
  await show(<ClosingYear closing={closing({ granted_minutes: 599 })} />, 'desk')

  expect(await screen.findByText('What was given is not what was allocated')).toBeVisible()
  const from = screen.getByRole('table', { name: 'Where the minutes came from' })
  expect(from).not.toHaveTextContent('adds up')
})

test('the head signs with their name; the representative’s is typed', async () => {
  const asked = serve({ ...as('head'), 'POST /api/years/year/sign': { status: 201, body: closing() } })
  const { user } = await show(<ClosingYear closing={closing()} />, 'desk')

  expect(await screen.findByLabelText('Name of the head')).toHaveValue('Grace Eversley')
  await user.click(screen.getByRole('button', { name: 'Sign for the teachers' }))
  expect(screen.getByLabelText('Name of the representative')).toHaveAccessibleDescription(/Enter the name/)
  await user.type(screen.getByLabelText('Name of the representative'), ' Robin Vale ')
  await user.click(screen.getByRole('button', { name: 'Sign for the teachers' }))

  expect(await screen.findByText('Robin Vale has signed.')).toBeVisible()
  const sent = asked.filter(one => one.path.endsWith('/sign'))
  expect(sent.map(one => one.body)).toEqual([{ capacity: 'teachers', name: 'Robin Vale' }])
  expect(sent[0]?.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{36}$/)
})

test('a signature under older figures is told, and asked for again', async () => {
  serve(as('head'))
  const signatures = [signature('head', { still_counts: false }), signature('teachers')]
  await show(<ClosingYear closing={closing({ signatures })} />, 'desk')

  expect(await screen.findByText(/The figures have changed since/)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Sign as head' })).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Sign for the teachers' })).toBeNull()
})

test('closing names what cannot be undone before it is done', async () => {
  const asked = serve({ ...as('cpd_lead'), 'POST /api/years/year/close': { status: 201, body: closing() } })
  const { user } = await show(<ClosingYear closing={closing({ signatures: both })} />, 'desk')

  await user.click(await screen.findByRole('button', { name: 'Close 2026/27' }))
  const status = screen.getByText(/go over into 2027\/28/)
  expect(status).toHaveTextContent('1 h lapse')
  expect(screen.getByText(/cannot be opened again/)).toBeVisible()
  expect(asked.some(one => one.path.endsWith('/close'))).toBe(false)

  await user.click(screen.getByRole('button', { name: 'Close 2026/27 for good' }))
  await waitFor(() => expect(asked.some(one => one.path.endsWith('/close'))).toBe(true))
})

test('a head without that role reads that the CPD lead closes', async () => {
  serve(as('head'))
  await show(<ClosingYear closing={closing({ signatures: both })} />, 'desk')

  expect(await screen.findByText(/The CPD lead closes 2026\/27/)).toBeVisible()
  expect(screen.queryByRole('button', { name: /Close/ })).toBeNull()
})

test('a closed year is read and no longer acted on', async () => {
  serve(as('cpd_lead'))
  const closed = closing({
    closed_at: '2027-07-21T15:00:00Z',
    allocated_minutes: 450,
    granted_minutes: 540,
    came_over_minutes: -90,
    teachers: [],
    signatures: both,
  })
  await show(<ClosingYear closing={closed} />, 'desk')

  expect(await screen.findByText(/Closed on 21 July 2027/)).toBeVisible()
  expect(screen.getByText('Came over, less what went over').closest('tr')).toHaveTextContent('− 90')
  expect(screen.getByText(/90 minutes went over into the next year, 60 lapsed/)).toBeVisible()
  expect(screen.getByText(/Robin Vale/)).toBeVisible()
  expect(screen.queryByRole('button')).toBeNull()
})
