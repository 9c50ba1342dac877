import { screen, within } from '@testing-library/react'
import type { Schema } from '../../api/client'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { Allocate } from './Allocate'

const line = (staff_name: string, fte_percent: number, pots: number[], already_minutes = 0, days = 190) => ({
  staff_id: staff_name,
  staff_name,
  fte_percent,
  days,
  of_days: 190,
  observe_minutes: pots[0] ?? 0,
  cover_minutes: pots[1] ?? 0,
  debrief_move_minutes: pots[2] ?? 0,
  already_minutes,
  added_minutes: Math.max(0, pots.reduce((sum, minutes) => sum + minutes, 0) - already_minutes),
})
const preview: Schema<'AllocationOut'> = {
  rule: 'pro_rata',
  teachers: 3,
  added_minutes: 480,
  total_minutes: 780,
  lines: [
    line('Amina Noor', 100, [90, 90, 120]),
    line('Ben Okafor', 60, [60, 60, 60]),
    line('Chloe Dean', 100, [90, 90, 120], 300),
  ],
}
const withPreview = (body: Schema<'AllocationOut'>, roles: ('cpd_lead' | 'head')[] = ['cpd_lead']) =>
  serve({
    'GET /api/me': { body: person({ roles }) },
    'POST /api/allocations/preview': { body },
    'POST /api/allocations': { status: 201, body },
  })

test('the button says how many minutes go to how many teachers, and does it once', async () => {
  const asked = withPreview(preview)
  const { user } = await show(<Allocate />, 'desk')

  await user.click(await screen.findByRole('button', { name: 'Allocate 480 minutes to 2 teachers' }))

  expect(await screen.findByText('480 minutes were allocated.')).toBeVisible()
  const sent = asked.find(one => one.path === '/api/allocations')
  expect(sent?.body).toEqual({ rule: 'pro_rata' })
  expect(sent?.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{36}$/)
})

test('what each share of full time gets stands in a table, and adds up', async () => {
  withPreview(preview)
  await show(<Allocate />, 'desk')

  const table = await screen.findByRole('table', { name: /by share of full time/ })
  const rows = within(table)
    .getAllByRole('row')
    .map(row => row.textContent)

  expect(rows[1]).toMatch(/^100 %.*2.*90 \/ 90 \/ 120300$/)
  expect(rows[2]).toMatch(/^60 %.*1.*60 \/ 60 \/ 60180$/)
  expect(rows[3]).toBe('Together3480')
})

test('who is there for part of the year stands in a line of their own, with their days', async () => {
  withPreview({ ...preview, lines: [...preview.lines, line('Dev Rao', 100, [60, 60, 60], 0, 95)] })
  await show(<Allocate />, 'desk')

  const table = await screen.findByRole('table', { name: /by share of full time/ })
  const rows = within(table)
    .getAllByRole('row')
    .map(row => row.textContent)

  expect(rows).toHaveLength(5)
  expect(rows[2]).toMatch(/^100 %, there 95 of 190 days.*1.*60 \/ 60 \/ 60180$/)
})

test('when everybody has theirs there is nothing to press', async () => {
  withPreview({ ...preview, added_minutes: 0, lines: [line('Chloe Dean', 100, [90, 90, 120], 300)] })
  await show(<Allocate />, 'desk')

  expect(await screen.findByRole('heading', { name: /Everybody already has/ })).toBeVisible()
  expect(await screen.findByRole('table', { name: /by share/ })).toBeVisible()
  expect(screen.queryByRole('button', { name: /Allocate/ })).toBeNull()
})

test('a head reads who allocates, and is led to no refusal', async () => {
  const asked = withPreview(preview, ['head'])
  await show(<Allocate />, 'desk')

  expect(await screen.findByText(/The CPD lead allocates minutes/)).toBeVisible()
  expect(screen.getByRole('link', { name: 'See what was given' })).toBeVisible()
  expect(screen.queryByRole('button', { name: /Allocate/ })).toBeNull()
  expect(asked.map(one => one.path)).not.toContain('/api/allocations/preview')
})
