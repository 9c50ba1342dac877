import { screen } from '@testing-library/react'
import type { Schema } from '../../api/client'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import type { PlanSearch } from './Plan'
import { PlanGroup } from './PlanGroup'

const lesson = (period: string, class_name: string): Schema<'LessonOption'> => ({
  held_on: '2026-11-05',
  period,
  start: '08:45',
  end: '09:45',
  class_name,
  subject: 'Maths',
  room: '',
  can_host: true,
  reason: '',
  members: [],
  free_observers: 0,
  coverable_observers: 0,
  summary: '',
})
const plan: Schema<'PlanWeek'> = {
  best: [0],
  days: ['2026-11-05'],
  debrief_minutes: 20,
  debriefs: [],
  grid: [],
  group_id: 'talk',
  host_id: 'amina',
  host_name: 'Amina',
  label: '2 to 6 November',
  lessons: [lesson('P1', '8M2'), lesson('P2', '7C')],
  next_on: null,
  previous_on: null,
  starts_on: '2026-11-02',
}
const group: Schema<'GroupSummary'> = {
  id: 'talk',
  name: 'Talk',
  focus: 'Talk first',
  is_mine: true,
  member_count: 3,
  state: 'active',
}
const opened = async (search: PlanSearch) => {
  serve({
    'GET /api/me': { body: person() },
    'GET /api/groups/talk': { body: { ...group, members: [] } },
    'GET /api/groups/talk/plan': { body: plan },
    'GET /api/planner/options': { body: { items: [], reasons: [], considered: 0 } },
  })
  const gone: PlanSearch[] = []
  const { user } = await show(
    <PlanGroup group={group} groups={[group]} search={search} onGo={next => gone.push(next)} />,
    'plan',
  )
  return { user, gone }
}

test('the lesson that the address names is the one that is planned', async () => {
  await opened({ host: 'amina', on: '2026-11-05', period: 'P2' })

  expect(await screen.findByRole('heading', { name: /Who can be there: 7C/ })).toBeVisible()
})

test('without a period, or with one that is not there, the best lesson is', async () => {
  await opened({ host: 'amina', on: '2026-11-05', period: 'P9' })

  expect(await screen.findByRole('heading', { name: /Who can be there: 8M2/ })).toBeVisible()
})

test('“Find us a time” opens in the address, and closes again', async () => {
  const { user, gone } = await opened({ host: 'amina', find: true })

  await user.click(await screen.findByRole('button', { name: 'Find us a time', expanded: true }))

  expect(gone).toEqual([{ host: 'amina', group: 'talk' }])
  expect(screen.getByRole('heading', { name: 'Times for the next research lesson' })).toBeVisible()
})
