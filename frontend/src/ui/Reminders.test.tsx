import { screen, waitFor } from '@testing-library/react'
import type { Schema } from '../api/client'
import { serve } from '../test/server'
import { show } from '../test/show'
import { Reminders } from './Reminders'

const nudge = (change: Partial<Schema<'NudgeOut'>> = {}): Schema<'NudgeOut'> => ({
  id: 'nudge',
  kind: 'place_minutes',
  by_name: 'Neil Hargrave',
  made_at: '2027-06-08T09:00:00Z',
  seen_at: null,
  minutes: 90,
  words: '90 minutes have no place yet, and 2 school weeks are left.',
  ...change,
})
const item = (id: string, is_reminder: boolean): Schema<'ToLogItem'> => ({
  what: 'observation',
  id,
  round_id: 'round',
  title: `Observe ${id}`,
  when: 'Tue 3 Nov, P3 (11:05)',
  held_on: '2026-11-03',
  minutes: 30,
  log_by: '2026-11-10',
  is_reminder,
})
const toLog = (items: Schema<'ToLogItem'>[] = []): Schema<'ToLogOut'> => ({
  log_within_days: 7,
  items,
  minutes: 30 * items.length,
  reminder_minutes: 30 * items.filter(one => one.is_reminder).length,
})

test('a reminder is put away, once, and then gone', async () => {
  let seen = false
  const asked = serve({
    'GET /api/my-nudges': () => ({ body: { items: seen ? [] : [nudge()], next: null } }),
    'GET /api/my-time/to-log': { body: toLog() },
    'POST /api/my-nudges/nudge/seen': () => {
      seen = true
      return { body: nudge({ seen_at: '2027-06-08T10:00:00Z' }) }
    },
  })
  const { user } = await show(<Reminders />, 'statements')

  expect(await screen.findByText(/90 minutes have no place yet/)).toBeVisible()
  expect(screen.getByText(/From Neil Hargrave/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: /^Put away/ }))

  await waitFor(() => expect(screen.queryByText(/90 minutes have/)).toBeNull())
  const sent = asked.filter(one => one.path.endsWith('/seen'))
  expect(sent).toHaveLength(1)
  expect(sent[0]?.headers.get('Idempotency-Key')).toBeTruthy()
})

test('what is late to log is told with its rounds; what is in time is not', async () => {
  serve({
    'GET /api/my-nudges': { body: { items: [], next: null } },
    'GET /api/my-time/to-log': { body: toLog([item('Ann', true), item('Ben', true), item('Chloe', false)]) },
  })
  await show(<Reminders />, 'statements')

  expect(await screen.findByText(/^1\sh from longer than 7 days ago can still be logged/)).toBeVisible()
  expect(screen.getByRole('link', { name: /Observe Ben$/ })).toBeVisible()
  expect(screen.getAllByRole('link')).toHaveLength(1)
  expect(screen.queryByRole('link', { name: /Chloe/ })).toBeNull()
})

test('somebody’s words about logging stand for the machine’s', async () => {
  serve({
    'GET /api/my-nudges': {
      body: { items: [nudge({ kind: 'log_minutes', words: '30 minutes were planned.' })], next: null },
    },
    'GET /api/my-time/to-log': { body: toLog([item('Ben', true)]) },
  })
  await show(<Reminders />, 'statements')

  expect(await screen.findByText('30 minutes were planned.')).toBeVisible()
  expect(screen.queryByText(/can still be logged/)).toBeNull()
})

test('what has been settled meanwhile, and what cannot be read, leave no trace', async () => {
  const asked = serve({
    'GET /api/my-nudges': { body: { items: [nudge({ minutes: 0 })], next: null } },
    'GET /api/my-time/to-log': { status: 500, body: {} },
  })
  await show(<Reminders />, 'statements')

  await waitFor(() => expect(asked).toHaveLength(2))
  expect(screen.queryByRole('region', { name: 'Reminders' })).toBeNull()
})
