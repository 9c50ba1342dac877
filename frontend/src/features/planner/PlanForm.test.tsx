import { screen, waitFor, within } from '@testing-library/react'
import { plannerForm } from '../../test/plans'
import { type Served, serve } from '../../test/server'
import { show } from '../../test/show'
import { PlanForm } from './PlanForm'
import { firstDraft } from './wish'

const form = plannerForm()
const withForm = (answer: Served) => {
  const seen = serve({ 'POST /api/planner/runs': answer })
  return show(<PlanForm form={form} initial={firstDraft(form)} />, 'planner').then(({ user }) => ({
    user,
    seen,
  }))
}
const refused = (code: string, title: string, detail: string, more = {}): Served => ({
  status: 409,
  body: { type: `/problems/${code}`, title, detail, status: 409, ...more },
})
const submit = () => screen.getByRole('button', { name: /Make a plan for/ })

test('the button says how many groups are planned, and the line beside it how many observations', async () => {
  const { user } = await withForm({ status: 201, body: {} })

  expect(submit()).toHaveTextContent('Make a plan for 2 groups')
  expect(screen.getByText(/6 observations/)).toBeVisible()

  await user.click(screen.getByRole('checkbox', { name: 'Maps' }))

  expect(submit()).toHaveTextContent('Make a plan for 1 group')
  expect(screen.getByText(/3 observations/)).toBeVisible()
})

test('what is chosen is sent once, with a key', async () => {
  const { user, seen } = await withForm({ status: 201, body: { id: 'run' } })

  await user.selectOptions(screen.getByLabelText('Who watches, for all'), 'The whole group')
  await user.click(submit())

  await waitFor(() => expect(seen).toHaveLength(1))
  expect(seen[0]?.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{36}$/)
  expect(seen[0]?.body).toMatchObject({
    first_on: '2026-11-10',
    last_on: '2026-12-18',
    groups: [
      { group_id: 'maps', observations_each: 1, whole_group: true },
      { group_id: 'talk', observations_each: 1, whole_group: true },
    ],
  })
})

test('groups that are not ready say what they lack and lead there', async () => {
  await withForm({ status: 201, body: {} })

  const waiting = screen.getByRole('region', { name: '1 group cannot be planned yet' })

  expect(within(waiting).getByText('Two members have not agreed.')).toBeVisible()
  expect(within(waiting).getByRole('link', { name: 'Open Words' })).toHaveAttribute('href', '/group/words')
})

test('whose minutes do not reach is said with what they have', async () => {
  const { user } = await withForm({ status: 201, body: {} })

  await user.clear(screen.getByLabelText('Observations each in Talk'))
  await user.type(screen.getByLabelText('Observations each in Talk'), '2')

  expect(screen.getByText('1 colleague has fewer minutes than this asks')).toBeVisible()
  expect(screen.getByText(/Ben: 30\smin left for observing, 1\sh needed/)).toBeInTheDocument()
})

test('a fault stands at its field, takes the focus, and nothing is sent', async () => {
  const { user, seen } = await withForm({ status: 201, body: {} })

  await user.click(screen.getByRole('button', { name: 'Avoid a day' }))
  await user.click(submit())

  expect(await screen.findByText('Choose a day.')).toBeVisible()
  await waitFor(() => expect(screen.getByLabelText('Day 1 to avoid')).toHaveFocus())
  expect(seen).toHaveLength(0)
})

test('a refused finer rule is unfolded, and what was typed stays', async () => {
  const { user } = await withForm({
    status: 422,
    body: {
      type: '/problems/invalid-request',
      title: 'The request could not be understood',
      status: 422,
      detail: '',
      errors: [{ pointer: '/body/policy/cover_per_week', message: 'At most 5.' }],
    },
  })

  await user.click(screen.getByRole('checkbox', { name: 'Maps' }))
  await user.click(submit())

  expect((await screen.findAllByText('At most 5.'))[0]).toBeVisible()
  expect(screen.getByText('Finer rules').closest('details')).toHaveAttribute('open')
  expect(screen.getByRole('checkbox', { name: 'Maps' })).not.toBeChecked()
})

test('when groups are not ready after all, that is said where groups are chosen', async () => {
  const { user } = await withForm(
    refused('planner/groups-not-ready', 'Some of the groups are not ready', 'Talk: Ben has not agreed.', {
      groups: [],
    }),
  )

  await user.click(submit())

  expect(await screen.findByRole('alert')).toHaveTextContent('Talk: Ben has not agreed.')
})

test('when enough plans are being made, the way leads to them', async () => {
  const { user } = await withForm(
    refused('planner/too-many-runs', 'Enough plans are being made already', '3 plans are being made.', {
      waiting: 3,
    }),
  )

  await user.click(submit())

  expect(await screen.findByText('3 plans are being made.')).toBeVisible()
  expect(screen.getByRole('link', { name: 'See the plans being made' })).toHaveAttribute('href', '/planner')
})
