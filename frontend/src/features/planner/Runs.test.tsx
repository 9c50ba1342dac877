import { screen } from '@testing-library/react'
import { run } from '../../test/plans'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { Runs } from './Runs'

test('a run is a line with its window, its state in a word, and its figures', async () => {
  serve({
    'GET /api/planner/runs': {
      body: { items: [run(), run({ id: 'b', kind: 'repair', state: 'queued', figures: null })] },
    },
  })
  await show(<Runs />, 'planner')

  const [, first, second] = await screen.findAllByRole('row')

  expect(first).toHaveTextContent('Wed 4 Nov to Mon 9 Nov')
  expect(first).toHaveTextContent('Ready to look at')
  expect(first).toHaveTextContent('3 placed; cover: 1 in groups, 1 from other groups, 1 left')
  expect(second).toHaveTextContent('Repair, Wed 4 Nov to Mon 9 Nov of an accepted plan')
  expect(second).toHaveTextContent('Waits its turn')
  expect(second).toHaveTextContent('no plan')
})

test('before the first plan, what the planner is and how to begin', async () => {
  serve({ 'GET /api/planner/runs': { body: { items: [] } } })
  await show(<Runs />, 'planner')

  expect(await screen.findByText('No plan has been made yet')).toBeVisible()
  expect(screen.getByRole('link', { name: 'Plan a half-term' })).toHaveAttribute('href', '/planner/new')
})

test('whoever may not plan is told so, with a way on', async () => {
  serve({
    'GET /api/planner/runs': {
      status: 403,
      body: { type: '/problems/forbidden', title: 'You may not do this', detail: '', status: 403 },
    },
  })
  await show(<Runs />, 'planner')

  expect(await screen.findByText('You may not do this')).toBeVisible()
  expect(screen.getByRole('link', { name: 'Go to Today' })).toBeVisible()
})
