import { screen, within } from '@testing-library/react'
import { vi } from 'vitest'
import type { Schema } from '../../api/client'
import { type Asked, serve } from '../../test/server'
import { show } from '../../test/show'
import { TakeOver } from './TakeOver'

type Group = Schema<'RosterGroup'>

const line = (group: Group, row: number, name: string, more: Partial<Schema<'RosterLine'>> = {}) => ({
  group,
  row,
  file: 'users.csv',
  line: row + 2,
  name,
  code: '',
  email: '',
  department: '',
  fte_percent: null,
  joined_on: null,
  left_on: null,
  class_count: null,
  staff_id: null,
  staff_name: null,
  way: null,
  reason: null,
  changes: [],
  candidates: [],
  ...more,
})

const people: Partial<Record<Group, ReturnType<typeof line>[]>> = {
  doubtful: [
    line('doubtful', 0, 'Ben Okafor', {
      candidates: [{ staff_id: 'ben', name: 'Ben Okafor', code: 'BOK', department: 'PE' }],
    }),
  ],
  joiners: [line('joiners', 1, 'Nia New'), line('joiners', 2, 'Omar Said')],
  leavers: [
    line('leavers', 3, 'Chloe Marsh', {
      staff_id: 'chloe',
      staff_name: 'Chloe Marsh',
      reason: 'left',
      left_on: '2026-12-18',
    }),
  ],
}

const seen: Schema<'RosterImportOut'> = {
  id: 'list',
  file_names: ['users.csv'],
  source: 'OneRoster 1.1',
  names_everybody: true,
  listed_count: 4,
  others_count: 0,
  group_counts: { doubtful: 1, joiners: 2, leavers: 1 },
  may_be_partial: false,
  problem_count: 0,
  problems: [],
  created_at: '2026-11-22T08:00:00Z',
  committed_at: null,
}

const answerPeople = ({ path }: Asked) => ({
  body: { items: people[new URLSearchParams(path.split('?')[1]).get('group') as Group] ?? [], next: null },
})

test('nothing is taken before everybody in doubt has an answer; then what was said is sent', async () => {
  const done = { id: 'list', joined: 1, left: 1, changed: 0, known_by_id: 1, still_planned: [] }
  const asked = serve({
    'GET /api/roster-imports/list/people': answerPeople,
    'POST /api/roster-imports/list/commit': { body: done },
  })
  const onDone = vi.fn()
  const { user } = await show(<TakeOver seen={seen} onDone={onDone} />, 'rosters')
  const act = screen.getByRole('button', { name: 'Take the list over' })
  const doubt = await screen.findByRole('radiogroup', { name: 'Who is Ben Okafor?' })

  expect(act).toBeDisabled()
  expect(screen.getByText('2 people join. Nobody is deleted, and nobody is invited.')).toBeVisible()
  await user.click(within(doubt).getByRole('radio', { name: /Ben Okafor \(BOK\)/ }))
  await user.click(screen.getByRole('checkbox', { name: /Omar Said/ }))
  await user.click(screen.getByRole('checkbox', { name: /Chloe Marsh/ }))
  expect(screen.getByText(/1 person joins and 1 leaves/)).toBeVisible()
  await user.click(act)

  await vi.waitFor(() => expect(onDone).toHaveBeenCalled())
  expect(asked.find(one => one.method === 'POST')?.body).toEqual({
    words: [{ row: 0, staff_id: 'ben', leave_out: false }],
    leavers: [{ staff_id: 'chloe', left_on: '2026-12-18' }],
    joiners_left_out: [2],
    changes_left_out: [],
    take_back_minutes: false,
  })
})

test('a list that has moved on says so, and what was chosen stays', async () => {
  serve({
    'GET /api/roster-imports/list/people': answerPeople,
    'POST /api/roster-imports/list/commit': {
      status: 409,
      body: {
        type: '/problems/rosters/moved-on',
        title: 'Your staff have changed since you looked at this list',
        status: 409,
        detail: 'Load the page again, and look at the joiners, leavers and doubts once more.',
      },
    },
  })
  const { user } = await show(<TakeOver seen={seen} onDone={vi.fn()} />, 'rosters')

  await user.click(await screen.findByRole('radio', { name: 'Leave out' }))
  await user.click(screen.getByRole('button', { name: 'Take the list over' }))

  expect(await screen.findByText('Your staff have changed since you looked at this list')).toBeVisible()
  expect(screen.getByRole('radio', { name: 'Leave out' })).toBeChecked()
})
