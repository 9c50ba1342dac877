import { screen, within } from '@testing-library/react'
import { show } from '../../test/show'
import { BigScreenBody } from './BigScreenBody'
import { bigScreen } from './fairDay.fixture'

test('the hall sees what is on, where, and each stall by its number', async () => {
  await show(<BigScreenBody shown={bigScreen()} />, 'fairDay')

  const now = await screen.findByRole('region', { name: 'Now' })
  expect(within(now).getByText('Drawing the bar first')).toBeVisible()
  expect(within(now).getByText(/M6 until 15:47/)).toBeVisible()
  expect(screen.getByText('No more talks today.')).toBeVisible()
  const map = screen.getByRole('region', { name: 'Stalls' })
  expect(within(map).getByRole('heading', { name: 'Main hall' })).toBeVisible()
  expect(within(map).getByText('1')).toBeVisible()
})

test.each([
  ['15:10', 'We begin at 15:30'],
  ['16:10', 'No talk at this moment: walk round the stalls.'],
  ['17:00', 'Thank you for coming'],
])('at %s without a talk it says “%s”', async (now, said) => {
  await show(<BigScreenBody shown={bigScreen({ now, talks_now: [] })} />, 'fairDay')
  expect(await screen.findByText(said)).toBeVisible()
})
