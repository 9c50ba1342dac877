import { screen, within } from '@testing-library/react'
import { show } from '../../test/show'
import { ByRoom } from './ByRoom'
import { ByTime } from './ByTime'
import { fair, programme, slot, talk } from './fairDay.fixture'

test('by time: stalls by number, talks by the clock, and which talk is on now', async () => {
  await show(
    <ByTime programme={programme({ fair: fair({ state: 'open' }) })} minute={15 * 60 + 42} />,
    'fairDay',
  )

  const stalls = await screen.findByRole('region', { name: 'Stalls' })
  expect(within(stalls).getByRole('link', { name: 'Drawing the bar first' })).toHaveAttribute(
    'href',
    '/fair/bars',
  )
  expect(within(stalls).getByText('Worked examples: Amina')).toBeVisible()
  const talks = screen.getByRole('region', { name: 'Talks' })
  expect(within(talks).getByText('15:40')).toBeVisible()
  expect(within(talks).getByText('Now')).toBeVisible()
})

test('what is not published yet is named without a link that leads nowhere', async () => {
  const secret = slot({ finding: { ...slot().finding, is_published: false } })
  await show(<ByTime programme={programme({ slots: [secret] })} />, 'fairDay')

  expect(await screen.findByText('Drawing the bar first')).toBeVisible()
  expect(screen.queryByRole('link')).toBeNull()
})

test('by room: each room once, a stall that does not stand all through says when', async () => {
  const short = slot({ ends: '16:00' })
  await show(<ByRoom programme={programme({ slots: [short, talk] })} />, 'fairDay')

  const hall = await screen.findByRole('region', { name: 'Main hall' })
  expect(within(hall).getByText('15:30 to 16:00')).toBeVisible()
  expect(within(screen.getByRole('region', { name: 'M6' })).getByText('7 min')).toBeVisible()
})
