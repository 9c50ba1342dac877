import { screen } from '@testing-library/react'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { FindATime } from './FindATime'
import { isSpan, needsOf, nextWeeks, type TimeOption, type Times } from './findTime'

const option = (change: Partial<TimeOption> = {}): TimeOption => ({
  host_id: 'amina',
  host_name: 'Amina',
  held_on: '2026-11-05',
  period: 'P1',
  start: '08:45',
  end: '09:45',
  class_name: '8M2',
  subject: 'Maths',
  room: 'M6',
  observers: [
    {
      staff_id: 'ben',
      name: 'Ben',
      slice: 1,
      start: '09:15',
      end: '09:45',
      release: 'exchange',
      class_name: '9A',
      cover: 'to_ask',
      cover_by_id: null,
      cover_by_name: null,
    },
  ],
  debrief: { held_on: '2026-11-05', start: '15:20', end: '15:40' },
  cover_needed: 1,
  external: 0,
  exchange: 1,
  mutual: 0,
  reasons: [],
  ...change,
})

const times = (change: Partial<Times> = {}): Times => ({
  group_id: 'talk',
  first_on: '2026-11-02',
  last_on: '2026-11-29',
  items: [],
  reasons: [],
  considered: 40,
  ...change,
})

test('four weeks from tomorrow are looked through', () => {
  expect(nextWeeks('2026-11-01')).toEqual({ from: '2026-11-02', to: '2026-11-29' })
  expect(isSpan({ from: '2026-11-02', to: '2026-11-02' })).toBe(true)
  expect(isSpan({ from: '2026-11-03', to: '2026-11-02' })).toBe(false)
  expect(isSpan({ from: '', to: '2026-11-02' })).toBe(false)
})

test('only cover that is needed is named', () => {
  expect(needsOf({ mutual: 0, exchange: 2, external: 1 })).toEqual([
    { from: 'exchange', count: 2 },
    { from: 'external', count: 1 },
  ])
})

test('each time says when, who could observe and what cover it needs, and can be taken', async () => {
  const seen = serve({ 'GET /api/planner/options': { body: times({ items: [option()] }) } })
  const chosen: TimeOption[] = []
  const { user } = await show(<FindATime groupId="talk" onChoose={one => chosen.push(one)} />, 'plan')

  expect(await screen.findByText('Thu 5 Nov, P1 (8:45), Amina with 8M2')).toBeVisible()
  expect(screen.getByText('Ben (9:15) can observe. 1 half hour of cover: 1 from other groups.')).toBeVisible()

  expect(seen[0]?.path).toMatch(/group_id=talk&from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d$/)

  await user.click(screen.getByRole('button', { name: 'Plan this one: Thu 5 Nov, P1 (8:45), Amina' }))

  expect(chosen.map(one => one.host_id)).toEqual(['amina'])
})

test('when nothing fits, the reasons are said', async () => {
  const reasons = [
    {
      code: 'x',
      group_id: 'talk',
      group_name: 'Talk',
      staff_ids: [],
      text: 'All three teach at the same time.',
    },
  ]
  serve({ 'GET /api/planner/options': { body: times({ reasons }) } })
  await show(<FindATime groupId="talk" onChoose={() => undefined} />, 'plan')

  expect(await screen.findByText('No lesson fits in these days')).toBeVisible()
  expect(screen.getByText('All three teach at the same time.')).toBeVisible()
})

test('without a reason nothing is promised', async () => {
  serve({ 'GET /api/planner/options': { body: times() } })
  await show(<FindATime groupId="talk" onChoose={() => undefined} />, 'plan')

  expect(await screen.findByText('Other days may do.')).toBeVisible()
})

test('a refusal is said in the school’s words, and the dates stay', async () => {
  serve({
    'GET /api/planner/options': {
      status: 409,
      body: {
        type: '/problems/plc/not-ready',
        title: 'The group is not ready',
        detail: 'Ben has not agreed.',
        status: 409,
      },
    },
  })
  await show(<FindATime groupId="talk" onChoose={() => undefined} />, 'plan')

  expect(await screen.findByText('Ben has not agreed.')).toBeVisible()
  expect(screen.getByLabelText('From')).not.toHaveValue('')
})
