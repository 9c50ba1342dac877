import { screen } from '@testing-library/react'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { DayOffRow } from './DayOffRow'

test('before a day is put back, the debriefs and meetings that give way are named', async () => {
  const body = {
    rounds: [],
    round_count: 0,
    seats: [{ held_on: '2026-11-03', start: '09:45', title: '7A', name: 'Ben' }],
    seat_count: 1,
    meetings: [],
    meeting_count: 0,
    people_count: 12,
  }
  const asked = serve({
    'POST /api/days-off/touched': { body },
    'POST /api/days-off/put-back': { body: {} },
  })
  const day = {
    held_on: '2026-11-03',
    kind: 'off_timetable',
    cycle_day: null,
    half_term: 2,
    note: 'Sports day',
  } as const
  const { user } = await show(<DayOffRow day={day} mayTake />, 'away')

  await user.click(await screen.findByRole('button', { name: /^Put back/ }))
  expect(await screen.findByText('7A, Tue 3 Nov, 9:45, without Ben')).toBeVisible()
  expect(asked.some(one => one.path.includes('put-back'))).toBe(false)
  await user.click(screen.getByRole('button', { name: 'Put it back' }))

  expect(await screen.findByText('The day has its lessons again.')).toBeVisible()
})
