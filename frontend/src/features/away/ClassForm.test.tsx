import { screen } from '@testing-library/react'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { ClassForm } from './ClassForm'
import type { ClassException } from './queries'

const stored: ClassException = {
  id: 'e1',
  name: 'Exams',
  effect: 'busy',
  starts_on: '2026-11-30',
  ends_on: '2026-12-01',
  class_names: ['11X'],
  stale_rounds: 0,
  left_seats: 0,
  called_off_meetings: 0,
  version: 2,
}
const newer: ClassException = { ...stored, name: 'Mock exams', ends_on: '2026-12-04', version: 3 }

test('when a colleague was quicker, what was typed stays and is saved upon the newer version', async () => {
  let puts = 0
  const onClose = vi.fn()
  const asked = serve({
    'GET /api/me': { body: person() },
    'GET /api/class-exceptions/classes': {
      body: { class_names: ['11X', '11Y'], year_groups: [], forms: [] },
    },
    'GET /api/class-exceptions': { body: { items: [newer], next: null } },
    'GET /api/class-exceptions/e1': { body: newer },
    'POST /api/class-exceptions/touched': {
      body: {
        rounds: [],
        seats: [],
        round_count: 0,
        seat_count: 0,
        meetings: [],
        meeting_count: 0,
        people_count: 2,
        gained_minutes: 0,
      },
    },
    'PUT /api/class-exceptions/e1': () =>
      puts++ === 0
        ? {
            status: 412,
            body: { type: '/problems/stale', title: 'It was changed', status: 412, detail: 'Look again.' },
          }
        : { body: { ...newer, name: 'Year 11 exams', version: 4 } },
  })
  const { user } = await show(<ClassForm before={stored} onClose={onClose} />, 'away')
  const name = await screen.findByLabelText('Name')
  await user.clear(name)
  await user.type(name, 'Year 11 exams')
  await user.click(screen.getByRole('button', { name: 'See what it touches' }))
  await user.click(await screen.findByRole('button', { name: 'Save classes' }))
  await user.click(await screen.findByRole('button', { name: 'Load the newer version' }))

  expect(await screen.findByText('The newer version is loaded')).toBeVisible()
  expect(onClose).not.toHaveBeenCalled()
  expect(screen.getByLabelText('Name')).toHaveValue('Year 11 exams')
  expect(screen.getByLabelText('Last day')).toHaveValue('2026-12-04')
  expect(screen.getByText('Mock exams')).toBeVisible()
  expect(screen.queryByText('It was changed')).not.toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'See what it touches' })).toHaveFocus()

  await user.click(screen.getByRole('button', { name: 'See what it touches' }))
  await user.click(await screen.findByRole('button', { name: 'Save classes' }))
  await expect.poll(() => onClose.mock.calls.length).toBe(1)
  const saved = asked.filter(one => one.method === 'PUT')[1]
  expect(saved?.headers.get('If-Match')).toBe('"3"')
  expect(saved?.body).toMatchObject({ name: 'Year 11 exams', ends_on: '2026-12-04', class_names: ['11X'] })
}, 20_000)
