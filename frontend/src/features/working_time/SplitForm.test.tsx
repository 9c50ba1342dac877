import { fireEvent, screen, within } from '@testing-library/react'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { rules } from './fixtures'
import { SplitForm } from './SplitForm'

const day = { held_on: '2026-09-01', minutes: 180, event_id: null, is_split: false }
const fill = (group: string, label: string, value: string) =>
  fireEvent.change(within(screen.getByRole('group', { name: group })).getByLabelText(label), {
    target: { value },
  })

test('what is left to place is said as one types, and only the whole of it is sent', async () => {
  const asked = serve({ 'POST /api/directed-events/split': { status: 201, body: { events: [{}, {}, {}] } } })
  const { user } = await show(<SplitForm rules={rules()} day={day} />, 'workingTime')

  expect(await screen.findByText('1 h 30 min left to place.')).toBeVisible()
  fill('Twilight 1', 'Day', '2026-09-16')
  fill('Twilight 1', 'Until', '17:30')
  expect(screen.getByText('1 h left to place.')).toBeVisible()

  await user.click(screen.getByRole('button', { name: 'Hold it as 1 twilight' }))
  expect(screen.getByText('Say with whom and when it was agreed.')).toBeVisible()
  expect(asked).toHaveLength(0)

  await user.click(screen.getByRole('button', { name: 'Another twilight' }))
  expect(screen.getByText('Exactly 3 h: nothing left to place.')).toBeVisible()
  fill('Twilight 2', 'Day', '2026-11-18')
  await user.type(screen.getByLabelText('The agreement'), 'Staff meeting, 4 June')
  await user.click(screen.getByRole('button', { name: 'Hold it as 2 twilights' }))

  expect(await screen.findByText('The day is held as 2 twilights.')).toBeVisible()
  expect(asked[0]?.path).toBe('/api/directed-events/split?year_id=year')
  expect(asked[0]?.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{36}$/)
  expect(asked[0]?.body).toEqual({
    held_on: '2026-09-01',
    agreement: 'Staff meeting, 4 June',
    twilights: [
      { held_on: '2026-09-16', starts: '15:30', ends: '17:30', title: '' },
      { held_on: '2026-11-18', starts: '15:30', ends: '16:30', title: '' },
    ],
  })
})

test('too much is said too, and a twilight can be taken away again', async () => {
  const { user } = await show(<SplitForm rules={rules()} day={{ ...day, minutes: 60 }} />, 'workingTime')

  await screen.findByText(/Exactly 1 h/)
  await user.click(screen.getByRole('button', { name: 'Another twilight' }))
  expect(screen.getByText('1 h 30 min too much.')).toBeVisible()

  await user.click(screen.getByRole('button', { name: 'Remove twilight 2' }))
  expect(screen.getByText(/Exactly 1 h/)).toBeVisible()
})
