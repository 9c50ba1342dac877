import { screen } from '@testing-library/react'
import type { Schema } from '../../api/client'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { MarkForm } from './MarkForm'

const cell = (period: string, class_name = ''): Schema<'GridCell'> => ({
  cycle_day: 'Monday',
  period,
  kind: class_name ? 'lesson' : 'free',
  class_name,
  subject: '',
  room: '',
  with_teachers: [],
})
const grid: Schema<'TeacherGrid'> = {
  staff_id: 'ben',
  staff_name: 'Ben Okafor',
  version_number: 1,
  days: [
    {
      cycle_day: 'Monday',
      periods: [
        { period: 'P1', start: '08:45', end: '09:45' },
        { period: 'P2', start: '09:45', end: '10:45' },
      ],
    },
  ],
  cells: [cell('P1', '8M2'), cell('P2')],
  teaching_minutes: 60,
  ppa_minutes: 0,
  ppa_minutes_needed: 6,
  marks: [],
  later: [],
  staff_version: 7,
}

test('a free period is marked by pressing it, and saved against the version that was read', async () => {
  const asked = serve({
    'GET /api/me': { body: person() },
    'PUT /api/staff/ben/marks': { body: { ...grid, staff_version: 8 } },
  })
  const { user } = await show(<MarkForm grid={grid} onDraw={() => undefined} />, 'timetable')

  await user.click(await screen.findByRole('button', { name: 'Monday, P2: Free' }))
  expect(screen.getByRole('button', { name: 'Monday, P2: PPA' })).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Save 1 change' }))

  expect(await screen.findByText('The marks are saved.')).toBeVisible()
  const sent = asked.find(one => one.method === 'PUT')
  expect(sent?.headers.get('If-Match')).toBe('"7"')
  expect(sent?.body).toEqual({ marks: [{ cycle_day: 'Monday', period: 'P2', kind: 'ppa', note: '' }] })
})

test('a lesson cannot be pressed, and its day cannot be a day off', async () => {
  serve({ 'GET /api/me': { body: person() } })
  await show(<MarkForm grid={grid} onDraw={() => undefined} />, 'timetable')

  expect(await screen.findByRole('button', { name: 'Monday, P2: Free' })).toBeVisible()
  expect(screen.queryByRole('button', { name: /P1/ })).toBeNull()
  expect(screen.queryByRole('button', { name: /Day off/ })).toBeNull()
})

test('a refusal says what is in the way', async () => {
  serve({
    'GET /api/me': { body: person() },
    'PUT /api/staff/ben/marks': {
      status: 409,
      body: {
        type: '/problems/timetable/mark-meets-round',
        title: 'Something is planned in that time',
        status: 409,
        detail: 'Planned: Ben Okafor, 2026-11-30: observes 8M2. Cancel or move that first.',
      },
    },
  })
  const { user } = await show(<MarkForm grid={grid} onDraw={() => undefined} />, 'timetable')

  await user.click(await screen.findByRole('button', { name: 'Monday, P2: Free' }))
  await user.click(screen.getByRole('button', { name: 'Save 1 change' }))

  expect(await screen.findByText(/Cancel or move that first/)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Monday, P2: PPA' })).toBeVisible()
})

test('a teacher reads their own timetable without buttons', async () => {
  serve({ 'GET /api/me': { body: person({ roles: ['teacher'] }) } })
  await show(<MarkForm grid={grid} onDraw={() => undefined} />, 'timetable')

  expect(await screen.findByRole('table', { name: 'Timetable of Ben Okafor' })).toBeVisible()
  expect(screen.queryByRole('button')).toBeNull()
})
