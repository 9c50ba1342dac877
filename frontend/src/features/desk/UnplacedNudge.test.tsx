import { screen, within } from '@testing-library/react'
import type { Schema } from '../../api/client'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { RemindAll } from './RemindAll'
import { UnplacedNudge } from './UnplacedNudge'

const later = new Date(Date.now() + 86_400_000).toISOString()
const one = (staff_name: string, change: Partial<Schema<'AtRisk'>> = {}): Schema<'AtRisk'> => ({
  staff_id: staff_name,
  staff_name,
  group_name: 'Fractions',
  unplaced_minutes: 90,
  school_weeks_left: 2,
  words: '90 minutes have no place yet, and 2 school weeks are left.',
  nudged_at: null,
  may_nudge_from: null,
  ...change,
})
const school = (roles: Parameters<typeof person>[0] = {}) =>
  serve({
    'GET /api/me': { body: person(roles) },
    'GET /api/unplaced/at-risk': {
      body: {
        items: [one('Amina'), one('Ben', { nudged_at: '2027-06-08T09:00:00Z', may_nudge_from: later })],
        next: null,
      },
    },
    'POST /api/unplaced/nudge': { status: 201, body: { kind: 'place_minutes', nudged: 1, skipped: 1 } },
    'POST /api/staff/Amina/nudges': { status: 201, body: {} },
  })

test('one is reminded with one press; who was reminded lately is left in peace', async () => {
  const asked = school()
  const { user } = await show(<UnplacedNudge />, 'desk', 'statements')

  await user.click(await screen.findByRole('button', { name: 'Remind kindly: Amina' }))
  expect(await screen.findByText('Amina finds the reminder on Today.')).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Remind kindly: Ben' })).toBeNull()
  expect(screen.getByText(/can be again from/)).toBeVisible()
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ kind: 'place_minutes' })
})

test('all at risk: what will happen is said first, how many were told after', async () => {
  const asked = school()
  const { user } = await show(<UnplacedNudge />, 'desk', 'statements')

  await user.click(await screen.findByRole('button', { name: 'Remind all at risk' }))
  expect(screen.getByText(/Nobody else sees them/)).toBeVisible()
  expect(asked.some(({ method }) => method === 'POST')).toBe(false)
  await user.click(screen.getByRole('button', { name: 'Remind them' }))

  const said = await screen.findByText('1 teacher was reminded.')
  expect(within(said.parentElement as HTMLElement).getByText(/1 was left out/)).toBeVisible()
})

test('all who are late to log: the other reminder, and only after its words', async () => {
  const asked = school()
  const { user } = await show(<RemindAll kind="log_minutes" />, 'desk', 'statements')

  await user.click(await screen.findByRole('button', { name: 'Remind all who are late to log' }))
  expect(screen.getByText(/longer than seven days ago/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Remind them' }))

  expect(await screen.findByText('1 teacher was reminded.')).toBeVisible()
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ kind: 'log_minutes' })
})

test('a head reads who may lose time, and has no buttons', async () => {
  school({ roles: ['head'] })
  await show(<UnplacedNudge />, 'desk', 'statements')

  expect(await screen.findByRole('link', { name: 'Amina' })).toBeVisible()
  expect(screen.queryByRole('button')).toBeNull()
})
