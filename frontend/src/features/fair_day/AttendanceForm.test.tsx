import { screen } from '@testing-library/react'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { AttendanceForm } from './AttendanceForm'
import type { AttendanceOut, Staff } from './queries'

const staff = [
  { id: 'amina', name: 'Amina' },
  { id: 'ben', name: 'Ben' },
] as Staff[]
const ben = {
  staff_id: 'ben',
  name: 'Ben',
  minutes: 60,
  is_directed: false,
  directed_minutes: 0,
  marked_at: '2027-07-01T16:00:00Z',
}
const stored = (people: AttendanceOut['people'] = []): AttendanceOut => ({
  fair_id: 'fair',
  minutes_max: 90,
  event_id: null,
  event_minutes: null,
  people,
})

test('everybody for the whole fair in two clicks; only what is new is sent', async () => {
  const asked = serve({ 'POST /api/fairs/fair/attendance': { body: stored([ben]) } })
  const { user } = await show(
    <AttendanceForm fairId="fair" stored={stored([ben])} staff={staff} />,
    'fairDay',
  )

  expect(await screen.findByText('1 h saved')).toBeVisible()
  expect(screen.queryByRole('checkbox', { name: 'Ben' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Everybody was there' }))
  expect(screen.getByText('2 colleagues, 2 h 30 min in all')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Save who was there' }))

  expect(await screen.findByText('Saved: 1 colleague.')).toBeVisible()
  expect(asked[0]?.body).toEqual({ staff: [{ staff_id: 'amina', minutes: 90 }] })
})

test('nobody was there for longer than the fair lasted', async () => {
  const { user } = await show(<AttendanceForm fairId="fair" stored={stored()} staff={staff} />, 'fairDay')

  await user.click(await screen.findByRole('checkbox', { name: 'Amina' }))
  const minutes = screen.getByRole('textbox', { name: 'Minutes of Amina' })
  await user.clear(minutes)
  await user.type(minutes, '91')

  expect(screen.getByText('From 1 to 90 minutes.')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Save who was there' })).toBeDisabled()
})
