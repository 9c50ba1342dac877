import { screen, waitFor, within } from '@testing-library/react'
import { lesson, observer, plan, repairPlan, repairRun, run, touched } from '../../test/plans'
import { type Served, serve } from '../../test/server'
import { show } from '../../test/show'
import { Ended } from './Ended'
import { Outcome } from './Outcome'
import type { Run } from './run'
import type { PlanSearch } from './views'

const opened = async (
  search: PlanSearch = {},
  change: Partial<Run> = {},
  answers: Record<string, Served> = {},
) => {
  const seen = serve({ 'GET /api/planner/runs/run/plan': { body: plan() }, ...answers })
  const gone: PlanSearch[] = []
  const { user, queryClient } = await show(
    <Outcome
      run={run(change)}
      isFresh={change.state === 'accepted'}
      search={search}
      onGo={next => gone.push(next)}
    />,
    'planner',
  )
  return { user, seen, gone, queryClient }
}

const repairOpened = async (answers: Record<string, Served>) => {
  const seen = serve({ 'GET /api/planner/runs/repair/plan': { body: repairPlan() }, ...answers })
  const { user } = await show(
    <Outcome run={repairRun()} isFresh={false} search={{}} onGo={() => undefined} />,
    'planner',
  )
  return { user, seen }
}

test('figures stand with what is proved of them, and the gap is said in words', async () => {
  await opened()

  expect(screen.getAllByText('Proved best')).toHaveLength(2)
  expect(screen.getAllByText('Not proved yet')[0]).toBeVisible()
  expect(screen.getByText('At most 1 half hour of cover from the best.')).toBeVisible()
})

test('a plan that is proved best says so', async () => {
  await opened({}, { bounds: { unscheduled: 1, external: 1, exchange: 1 } })

  expect(screen.getByText('Proved: no plan places more, and none of those needs less cover.')).toBeVisible()
})

test('with everything placed, the proof is of the cover alone', async () => {
  const figures = { ...plan().figures, unscheduled: 0 }
  await opened({}, { figures, bounds: { unscheduled: 0, external: 1, exchange: 1 } })

  expect(screen.getByText('Proved: no plan needs less cover.')).toBeVisible()
})

test('beside the plan by hand each figure has its own line', async () => {
  await opened()

  const table = await screen.findByRole('table', { name: /a plan made by hand/ })
  const rows = within(table)
    .getAllByRole('row')
    .slice(1)
    .map(row => [...row.children].map(cell => cell.textContent))

  expect(rows).toEqual([
    ['Observations placed', '3', '2', 'at most 3: reached'],
    ['Left for the cover lead', '1', '3', 'at least 1: reached'],
    ['Covered by other groups', '1', '0', 'Not proved yet'],
    ['Covered inside the groups', '1', '0', 'not looked at'],
    ['Most half hours of cover asked of one colleague', '1', '2', 'not looked at'],
  ])
})

test('the tabs change the address, so that a view can be passed on', async () => {
  const { user, gone } = await opened({ group: 'talk' })

  await user.click(await screen.findByRole('tab', { name: 'Minutes' }))

  expect(gone).toEqual([{ group: 'talk', show: 'minutes' }])
})

test('by group, a lesson stands in its cell with who watches and what becomes of their class', async () => {
  await opened({ show: 'groups', group: 'talk' })

  const table = await screen.findByRole('table', { name: 'Plan of Talk, Wed 4 Nov to Thu 5 Nov' })

  expect(
    within(table)
      .getAllByRole('columnheader')
      .map(one => one.textContent),
  ).toEqual(['Wed 4nothing planned', 'Thu 5'])
  expect(within(table).getByText('Amina, 8M2')).toBeVisible()
  expect(within(table).getByText('9A: Dev is asked, from another group')).toBeVisible()
  expect(within(table).getByRole('img', { name: 'Ben: free then' })).toBeVisible()
})

test('by teacher, every duty has its word, and where nothing is planned one may ask why', async () => {
  const { user } = await opened(
    { show: 'teachers', teacher: 'amina' },
    {},
    {
      'GET /api/planner/why-not': {
        body: {
          staff_id: 'amina',
          name: 'Amina',
          held_on: '2026-11-05',
          period: 'P2',
          is_free: false,
          reasons: [
            {
              code: 'ppa',
              group_id: null,
              group_name: null,
              staff_ids: ['amina'],
              text: 'Amina has PPA then.',
            },
          ],
        },
      },
    },
  )

  const table = await screen.findByRole('table', { name: /Plan of Amina/ })
  expect(within(table).getByText('Hosts')).toBeVisible()
  expect(within(table).getByText('Debrief')).toBeVisible()

  await user.click(within(table).getByRole('button', { name: 'Why not Amina, Thu 5 Nov, P2?' }))

  expect(await within(table).findByText('Amina has PPA then.')).toBeVisible()
})

test('who covers whom says that cover is asked for and never assigned', async () => {
  await opened({ show: 'cover' })

  expect(await screen.findByRole('heading', { name: '2 classes to be covered' })).toBeVisible()
  expect(screen.getByText(/may decline without a reason. Nobody is assigned/)).toBeVisible()
  const line = screen.getByText('9A').closest('tr')
  expect(line).toHaveTextContent('P1 (9:15 to 9:45)9AChloe can observe AminaDev from another group')
})

test('minutes stand by name, as given and received', async () => {
  await opened({ show: 'minutes' })

  const table = await screen.findByRole('table', { name: 'Minutes by name' })
  const names = within(table)
    .getAllByRole('rowheader')
    .map(one => one.textContent?.match(/^(.*?)(?:Talk|in no group)/)?.[1])

  expect(names).toEqual(['Amina', 'Ben', 'Chloe', 'Dev'])
  expect(within(table).getAllByText(/gives 30\smin/)).toHaveLength(2)
  expect(within(table).getByText(/gets 1\sh/)).toBeVisible()
})

test('what is left says who, why, and what it means', async () => {
  const { user, gone } = await opened({ show: 'left' })

  expect(await screen.findByText(/Nobody inside can take 1 class/)).toBeVisible()
  expect(screen.getByText('Chloe is never free with the others.')).toBeVisible()
  expect(screen.getByText('Nobody inside is free then.')).toBeVisible()
  expect(screen.queryByText('Talk could not have everything it asked for.')).toBeNull()
  expect(screen.getByText('Four days are avoided.')).toBeVisible()

  await user.click(screen.getByRole('button', { name: 'See the days of Chloe' }))

  expect(gone).toEqual([{ show: 'teachers', teacher: 'chloe' }])
})

test('once it is accepted, cover stands as it is, without the names of those asked', async () => {
  const lessons = plan().lessons.map((one, at) => ({
    ...one,
    observers: one.observers.map(watcher =>
      watcher.cover === null
        ? watcher
        : at === 0
          ? { ...watcher, cover: 'asked' as const, cover_by_id: null, cover_by_name: null }
          : { ...watcher, cover: 'agreed' as const },
    ),
  }))
  const answers = { 'GET /api/planner/runs/run/plan': { body: plan({ state: 'accepted', lessons }) } }
  await opened({ show: 'cover' }, { state: 'accepted' }, answers)

  expect(await screen.findByText('1 agreed, 1 asked')).toBeVisible()
  expect(screen.getByText(/may decline without anybody knowing/)).toBeVisible()
  expect(screen.getByText('9A').closest('tr')).toHaveTextContent(/A colleague is asked$/)
  expect(screen.getByText('10B').closest('tr')).toHaveTextContent('Amina has agreed in the group')
  expect(screen.queryByText(/Dev/)).toBeNull()
})

test('minutes of an accepted plan say that only agreed cover counts', async () => {
  const answers = { 'GET /api/planner/runs/run/plan': { body: plan({ state: 'accepted' }) } }
  await opened({ show: 'minutes' }, { state: 'accepted' }, answers)

  expect(await screen.findByText(/Only cover that somebody has agreed to counts/)).toBeVisible()
})

test('a lesson of an accepted plan says how its cover stands', async () => {
  const asked = lesson({
    observers: [observer('Chloe', { release: 'exchange', class_name: '9A', cover: 'asked' })],
  })
  const answers = {
    'GET /api/planner/runs/run/plan': { body: plan({ state: 'accepted', lessons: [asked] }) },
  }
  await opened({ show: 'groups', group: 'talk' }, { state: 'accepted' }, answers)

  expect(await screen.findByText('9A: a colleague is asked')).toBeVisible()
  expect(screen.getByRole('img', { name: 'Chloe: a colleague is asked' })).toHaveAttribute(
    'title',
    'Chloe: a colleague is asked',
  )
})

test('an accepted plan that stands says so quietly', async () => {
  await opened({}, { state: 'accepted' })

  expect(screen.getByText('Everything that is still to come stands as planned.')).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Repair the plan' })).toBeNull()
})

test('when it was repaired in the meantime, the refusal says so and leads on', async () => {
  const { user } = await opened(
    {},
    { state: 'accepted', to_repair: [touched()], may_repair: true },
    {
      'POST /api/planner/runs/run/repair': {
        status: 409,
        body: {
          type: '/problems/planner/nothing-to-repair',
          title: 'There is nothing to repair',
          detail: '',
          status: 409,
        },
      },
    },
  )

  await user.click(screen.getByRole('button', { name: 'Repair the plan' }))

  expect(await screen.findByText('There is nothing to repair')).toBeVisible()
  expect(screen.getByRole('link', { name: 'All plans' })).toHaveAttribute('href', '/planner')
})

test('a repair shows what it changes first, and no plan by hand', async () => {
  const { user, seen } = await repairOpened({
    'POST /api/planner/runs/repair/accept': {
      body: repairRun({ state: 'accepted', accepted_by_name: 'Neil' }),
    },
  })

  const headings = (await screen.findAllByRole('heading', { level: 2 })).map(one => one.textContent)
  expect(headings.slice(0, 2)).toEqual(['What the repair changes', 'Take the repair'])
  expect(screen.queryByRole('tab', { name: 'Compare' })).toBeNull()
  expect(screen.getByRole('tab', { name: 'By group', selected: true })).toBeVisible()
  expect(screen.queryByText('Not proved yet')).toBeNull()
  expect(
    screen.getByText(
      'Taking it moves or changes 1 round and asks 1 colleague for cover. 1 round stays as it is.',
    ),
  ).toBeVisible()
  expect(screen.getByRole('link', { name: 'Back to the plan' })).toHaveAttribute('href', '/planner/runs/run')

  await user.click(screen.getByRole('button', { name: 'Take the repair' }))

  expect(await screen.findByText('The repair is taken.')).toBeVisible()
  expect(seen.filter(one => one.method === 'POST')).toHaveLength(1)
})

test('accepting says beforehand what it does, and does it once', async () => {
  const { user, seen } = await opened(
    {},
    {},
    { 'POST /api/planner/runs/run/accept': { body: run({ state: 'accepted', accepted_by_name: 'Neil' }) } },
  )
  const act = await screen.findByRole('button', { name: 'Accept this plan' })
  expect(
    screen.getByText(
      /Books 2 rounds, commits 1\sh 30\smin of observing and 2\sh 30\smin of debriefs and moving, asks 2 colleagues for cover. 1 half hour goes to the cover lead./,
    ),
  ).toBeVisible()

  await user.click(act)

  expect(await screen.findByText('The plan is booked.')).toBeVisible()
  const sent = seen.filter(one => one.method === 'POST')
  expect(sent).toHaveLength(1)
  expect(sent[0]?.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{36}$/)
})

test('when somebody was quicker, the refusal stands there with the way to a new plan', async () => {
  const { user } = await opened(
    {},
    {},
    {
      'POST /api/planner/runs/run/accept': {
        status: 409,
        body: {
          type: '/problems/occupied/not-free',
          title: 'Somebody is not free then any more',
          detail: 'Ben is not free then.',
          status: 409,
        },
      },
    },
  )

  await user.click(await screen.findByRole('button', { name: 'Accept this plan' }))

  expect(await screen.findByText('Somebody is not free then any more')).toBeVisible()
  expect(screen.getByRole('link', { name: 'Plan again with the same wishes' })).toHaveAttribute(
    'href',
    '/planner/new?from=run',
  )
})

test('a plan that was just accepted takes the focus and leads on', async () => {
  await opened({}, { state: 'accepted', accepted_by_name: 'Neil', accepted_at: '2026-11-02T09:00:00Z' })

  await waitFor(() => expect(screen.getByRole('heading', { name: /Booked/ })).toHaveFocus())
  expect(screen.getByRole('link', { name: 'See the cover list' })).toHaveAttribute('href', '/cover')
  expect(screen.queryByRole('button', { name: 'Accept this plan' })).toBeNull()
})

test('a stale repair leads back to the plan', async () => {
  serve({ 'GET /api/planner/runs/repair/plan': { body: repairPlan({ state: 'stale' }) } })
  const stale = repairRun({ state: 'stale', changes: ['Cover has been declined since.'] })
  await show(<Ended isFresh run={stale} search={{}} onGo={() => undefined} />, 'planner')

  expect(screen.getByText(/Nothing of this repair has been booked/)).toBeVisible()
  expect(screen.getByText('Cover has been declined since.')).toBeVisible()
  expect(screen.getByRole('link', { name: 'Repair again from the plan' })).toHaveAttribute(
    'href',
    '/planner/runs/run',
  )
})

const ended = async (change: Partial<Run>) => {
  serve({ 'GET /api/planner/runs/run/plan': { body: plan() } })
  await show(<Ended isFresh run={run(change)} search={{}} onGo={() => undefined} />, 'planner')
}

test('a stale plan says what has changed, and offers the same wishes again', async () => {
  await ended({ state: 'stale', changes: ['Ben does not teach 7C on Monday, P1 any more.'] })

  expect(screen.getByText('Ben does not teach 7C on Monday, P1 any more.')).toBeVisible()
  expect(screen.getByText(/Nothing has been booked/)).toBeVisible()
  expect(document.activeElement).toHaveTextContent(/Nothing has been booked/)
  expect(screen.getByRole('link', { name: 'Plan again with the same wishes' })).toHaveAttribute(
    'href',
    '/planner/new?from=run',
  )
})

test.each([
  ['failed', 'The planner failed.', /Ask for less, or give it more time/],
  ['infeasible', 'No research lesson fits.', /A longer window/],
  ['cancelled', '', /Nothing was booked/],
] as const)('a run that is %s says so and goes on', async (state, failure, next) => {
  await ended({ state, failure })

  if (failure) expect(screen.getByText(failure)).toBeVisible()
  expect(screen.getByText(next)).toBeVisible()
  expect(screen.getByRole('link', { name: 'All plans' })).toHaveAttribute('href', '/planner')
})
