import { screen, within } from '@testing-library/react'
import { show } from '../test/show'
import { WeekTable } from './WeekTable'

type Piece = { start: string; end: string; what: string }
const days = [{ on: '2026-11-02' }, { on: '2026-11-03', isToday: true }]
const periods = [
  { period: 'P1', start: '08:45', end: '09:45' },
  { period: 'P2', start: '09:45', end: '10:45' },
]
const pieces: Record<string, Piece[]> = {
  '0P1': [{ start: '08:45', end: '09:45', what: '9A' }],
  '1P1': [
    { start: '08:45', end: '09:15', what: 'Observe Ben' },
    { start: '09:15', end: '09:45', what: '11G1' },
  ],
  '0P2': [{ start: '09:45', end: '10:45', what: '7C' }],
}

const table = () =>
  show(
    <WeekTable<Piece>
      caption="My week"
      days={days}
      periods={periods}
      piecesAt={(day, period) => pieces[day + period] ?? []}
      render={piece => piece.what}
    />,
  )

test('the week is a table with days across and periods down', async () => {
  await table()

  expect(screen.getByRole('table', { name: 'My week' })).toBeVisible()
  expect(screen.getAllByRole('columnheader').map(one => one.textContent)).toEqual(['Mon 2', 'Tue 3Today'])
  expect(screen.getAllByRole('rowheader').map(one => one.textContent)).toEqual(['P18:45', 'P29:45'])
})

test('only a period with a booked half has a second row', async () => {
  await table()

  const [, first, second] = screen.getAllByRole('rowgroup')

  expect(within(first as HTMLElement).getAllByRole('row')).toHaveLength(2)
  expect(within(second as HTMLElement).getAllByRole('row')).toHaveLength(1)
  expect(screen.getByRole('cell', { name: '9A' })).toHaveAttribute('rowspan', '2')
  expect(screen.getByRole('cell', { name: 'Observe Ben' })).toHaveAttribute('rowspan', '1')
})
