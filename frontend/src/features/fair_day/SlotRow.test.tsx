import { screen } from '@testing-library/react'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { fair, programme, slot } from './fairDay.fixture'
import { SlotRow } from './SlotRow'

test('a stall is moved from the version that was read, and the refusal is in the school’s words', async () => {
  const asked = serve({
    'PUT /api/fairs/fair/slots/stall1': {
      status: 409,
      body: {
        type: '/problems/fair-day/room-full',
        title: 'There is no place left in that room',
        status: 409,
        detail: 'M6 is full. Choose another room.',
      },
    },
  })
  const { user } = await show(
    <ul>
      <SlotRow slot={slot()} programme={programme()} />
    </ul>,
    'fairDay',
  )

  await user.click(await screen.findByRole('button', { name: 'Move “Drawing the bar first”, Stall 1' }))
  await user.selectOptions(screen.getByRole('combobox', { name: 'Room' }), 'm6')
  await user.click(screen.getByRole('checkbox', { name: 'Ben' }))
  await user.click(screen.getByRole('button', { name: 'Save the place' }))

  expect(await screen.findByText('M6 is full. Choose another room.')).toBeVisible()
  const sent = asked.find(one => one.method === 'PUT')
  expect(sent?.headers.get('If-Match')).toBe('"4"')
  expect(sent?.body).toEqual({
    room_id: 'm6',
    presenter_ids: ['amina', 'ben'],
    starts: '15:30',
    ends: '17:00',
    number: 1,
  })
})

test('nothing moves once the fair is over', async () => {
  const past = fair({ may: { plan: false, open: false, close: false, cancel: false, visit: false } })
  await show(
    <ul>
      <SlotRow slot={slot()} programme={programme({ fair: past })} />
    </ul>,
    'fairDay',
  )
  expect(await screen.findByText('Drawing the bar first')).toBeVisible()
  expect(screen.queryByRole('button')).toBeNull()
})
