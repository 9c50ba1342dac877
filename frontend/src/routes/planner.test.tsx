import { QueryClient } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Providers } from '../app'
import { person } from '../test/people'
import { plan, plannerForm, repairPlan, repairRun, run, touched } from '../test/plans'
import { type Served, serve } from '../test/server'
import { makeRouter } from '.'

const visit = async (address: string, answers: Record<string, Served | (() => Served)>) => {
  const seen = serve({ 'GET /api/me': { body: person({ roles: ['teacher', 'cpd_lead'] }) }, ...answers })
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false }, mutations: { retry: false } },
  })
  const router = makeRouter(queryClient, createMemoryHistory({ initialEntries: [address] }))
  render(
    <Providers queryClient={queryClient}>
      <RouterProvider router={router} />
    </Providers>,
  )
  return { user: userEvent.setup(), router, seen }
}
const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name })
const progress = { stage: 'counting', seconds: 2, said_at: '2026-11-02T08:00:00Z' }

test('a run is watched until its plan is there, then accepted, and what happened has the focus', async () => {
  let state: 'running' | 'done' | 'accepted' = 'running'
  const { user } = await visit('/planner/runs/run', {
    'GET /api/planner/runs/run': () => ({
      body: state === 'running' ? run({ state, progress, may_cancel: true }) : run({ state }),
    }),
    'GET /api/planner/runs/run/plan': { body: plan() },
    'POST /api/planner/runs/run/accept': () => {
      state = 'accepted'
      return { body: run({ state }) }
    },
  })

  expect(await heading('Counting what is possible')).toBeVisible()
  expect(await screen.findByRole('button', { name: 'Cancel' })).toBeVisible()
  state = 'done'
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull(), {
    timeout: 10_000,
  })
  expect(await heading(/3 of 4 observations placed/)).toBeVisible()

  await user.click(await screen.findByRole('button', { name: 'Accept this plan' }))

  await waitFor(() => expect(screen.getByRole('heading', { name: /Booked/ })).toHaveFocus())
}, 20_000)

test('a plan that has become stale says what has changed in its place', async () => {
  let state: 'done' | 'stale' = 'done'
  const changes = ['Ben has other minutes left than before.']
  const { user } = await visit('/planner/runs/run', {
    'GET /api/planner/runs/run': () => ({ body: run({ state, changes: state === 'stale' ? changes : [] }) }),
    'GET /api/planner/runs/run/plan': { body: plan() },
    'POST /api/planner/runs/run/accept': () => {
      state = 'stale'
      return {
        status: 409,
        body: {
          type: '/problems/planner/stale',
          title: 'The school has changed since this plan was made',
          detail: '',
          status: 409,
          changes,
        },
      }
    },
  })

  await user.click(await screen.findByRole('button', { name: 'Accept this plan' }))

  expect(await heading('The school has changed since this plan was made')).toBeVisible()
  expect(screen.getByText('Ben has other minutes left than before.')).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Accept this plan' })).toBeNull()
}, 15_000)

test('an accepted plan is repaired: what changed, the repair looked at, taken, and back', async () => {
  let isTaken = false
  const accepted = {
    state: 'accepted' as const,
    accepted_by_name: 'Neil',
    accepted_at: '2026-11-02T09:00:00Z',
  }
  const { user, router, seen } = await visit('/planner/runs/run?show=cover', {
    'GET /api/planner/runs/run': () => ({
      body: run({ ...accepted, to_repair: isTaken ? [] : [touched()], may_repair: !isTaken }),
    }),
    'GET /api/planner/runs/run/plan': { body: plan({ state: 'accepted' }) },
    'POST /api/planner/runs/run/repair': { status: 201, body: repairRun({ state: 'queued', figures: null }) },
    'GET /api/planner/runs/repair': () => ({ body: isTaken ? repairRun(accepted) : repairRun() }),
    'GET /api/planner/runs/repair/plan': () => ({
      body: repairPlan({ state: isTaken ? 'accepted' : 'done' }),
    }),
    'POST /api/planner/runs/repair/accept': () => {
      isTaken = true
      return { body: repairRun(accepted) }
    },
  })

  expect(await screen.findByRole('heading', { name: 'Something has changed?' })).toBeVisible()
  expect(screen.getByText('Nobody who was asked can cover 9A on Thursday 5 November, P1.')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Repair the plan' }))

  expect(await heading('2 people would do something else')).toBeVisible()
  expect(router.state.location.href).toBe('/planner/runs/repair')
  expect(seen.find(one => one.path === '/api/planner/runs/run/repair')?.body).toEqual({ seconds: 20 })
  await user.click(await screen.findByRole('button', { name: 'Take the repair' }))

  expect(await heading('Repaired: 2 people do something else')).toBeVisible()
  await waitFor(() => expect(screen.getByRole('heading', { name: 'The repair is taken' })).toHaveFocus())
  await user.click(screen.getByRole('link', { name: 'The plan it repairs' }))

  expect(await screen.findByText('Everything that is still to come stands as planned.')).toBeVisible()
}, 15_000)

test('which view is open stands in the address', async () => {
  const { user, router } = await visit('/planner/runs/run?show=nonsense', {
    'GET /api/planner/runs/run': { body: run() },
    'GET /api/planner/runs/run/plan': { body: plan() },
  })

  await user.click(await screen.findByRole('tab', { name: 'Who covers whom' }))

  expect(await screen.findByRole('heading', { name: '2 classes to be covered' })).toBeVisible()
  expect(router.state.location.search).toEqual({ show: 'cover' })
}, 15_000)

test('a run of another school is not there, with the way back', async () => {
  await visit('/planner/runs/other', {
    'GET /api/planner/runs/other': {
      status: 404,
      body: { type: '/problems/not-found', title: 'There is no such thing here', detail: '', status: 404 },
    },
  })

  expect(await screen.findByText('There is no such thing here')).toBeVisible()
}, 15_000)

test('planning again begins with the wishes of the earlier plan', async () => {
  await visit('/planner/new?from=run', {
    'GET /api/planner/form': { body: plannerForm() },
    'GET /api/planner/runs/run': { body: run({ seconds: 90 }) },
  })

  expect(await screen.findByText('Filled in with the wishes of the earlier plan.')).toBeVisible()
  expect(screen.getByRole('checkbox', { name: 'Talk' })).toBeChecked()
  expect(screen.getByRole('checkbox', { name: 'Maps' })).not.toBeChecked()
}, 15_000)

test('without a year the way leads to the calendar', async () => {
  await visit('/planner/new', {
    'GET /api/planner/form': {
      status: 404,
      body: { type: '/problems/school-year/none', title: 'There is no school year', detail: '', status: 404 },
    },
  })

  expect(await screen.findByRole('link', { name: 'Set up the year' })).toHaveAttribute(
    'href',
    '/school/calendar',
  )
}, 15_000)
