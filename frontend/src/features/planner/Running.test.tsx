import { screen } from '@testing-library/react'
import { run } from '../../test/plans'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { Running } from './Running'
import type { Run } from './run'
import { useSaid } from './useSaid'

const progress = (stage: string, seconds: number) => ({ stage, seconds, said_at: '2026-11-02T08:00:00Z' })
const making = (change: Partial<Run> = {}) =>
  run({
    state: 'running',
    progress: progress('proving', 23.4),
    may_accept: false,
    may_cancel: true,
    ...change,
  })

function Said({ of }: { of: Run }) {
  const { title, said } = useSaid(of)
  return (
    <>
      <h1>{title}</h1>
      <p>{said}</p>
    </>
  )
}

test('the best so far stands beside what is proved, with the time', async () => {
  await show(<Running run={making()} />, 'planner')

  expect(screen.getByText('0:23')).toBeVisible()
  expect(screen.getByText(/of at most 1\smin/)).toBeVisible()
  expect(screen.getAllByText('Proved best')).toHaveLength(2)
  expect(
    screen.getByRole('img', { name: /1 found, fewer than 0 proved impossible, 1 between/ }),
  ).toBeVisible()
})

test('a repair in the making claims no proof', async () => {
  await show(<Running run={making({ kind: 'repair', parent_run_id: 'plan' })} />, 'planner')

  expect(screen.getByText('0:23')).toBeVisible()
  expect(screen.queryByText(/Proved|proved/)).toBeNull()
})

test('before there is a plan no figures are claimed', async () => {
  await show(
    <Running run={making({ figures: null, bounds: null, state: 'queued', progress: null })} />,
    'planner',
  )

  expect(screen.getByText(/It begins by itself/)).toBeVisible()
  expect(screen.queryByText('Observations placed')).toBeNull()
})

test('what is read out names stage and figures, and not the seconds', async () => {
  await show(<Said of={making()} />, 'planner')

  expect(screen.getByRole('heading')).toHaveTextContent('Proving that nothing better exists')
  expect(
    screen.getByText(
      'Proving that nothing better exists. 3 of 4 observations placed, 1 half hour for the cover lead, 1 half hour of cover from other groups; proved: at least 0.',
    ),
  ).toBeVisible()
})

test('the answer of a finished run is its title', async () => {
  await show(<Said of={run()} />, 'planner')

  expect(screen.getByRole('heading')).toHaveTextContent(
    '3 of 4 observations placed, 1 half hour left for the cover lead',
  )
})

test('when all is placed and covered, the title is the good news', async () => {
  const figures = { unscheduled: 0, external: 0, exchange: 2, busiest_cover: 1, mutual: 1 }
  await show(<Said of={run({ figures })} />, 'planner')

  expect(screen.getByRole('heading')).toHaveTextContent(
    'All 4 observations placed, and nothing left for the cover lead',
  )
})

test('cancelling asks once and says so', async () => {
  const seen = serve({
    'POST /api/planner/runs/run/cancel': { body: run({ state: 'cancelled' }) },
  })
  const { user } = await show(<Running run={making()} />, 'planner')

  await user.click(screen.getByRole('button', { name: 'Cancel' }))

  expect(await screen.findByText('The plan was cancelled.')).toBeVisible()
  expect(seen).toHaveLength(1)
})

test('a plan that is there already cannot be cancelled, and that is said', async () => {
  serve({
    'POST /api/planner/runs/run/cancel': {
      status: 409,
      body: {
        type: '/problems/planner/over',
        title: 'The planner has finished with this run already',
        detail: '',
        status: 409,
        state: 'done',
      },
    },
  })
  const { user } = await show(<Running run={making()} />, 'planner')

  await user.click(screen.getByRole('button', { name: 'Cancel' }))

  expect(await screen.findByText('The planner has finished with this run already')).toBeVisible()
})
