import { screen } from '@testing-library/react'
import type { Schema } from '../../api/client'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { SchoolCover } from './SchoolCover'

const part = (slices: number, rate: number | null) => ({
  slices,
  minutes: slices * 30,
  pence: rate && (slices * rate) / 2,
})
const cover = (rate: number | null): Schema<'CoverBurden'> => ({
  needed: part(10, rate),
  mutual: part(5, rate),
  exchanged: part(2, rate),
  paid: part(2, rate),
  open: part(1, rate),
  saved_pence: rate && (7 * rate) / 2,
  supply_pence_per_hour: rate,
})

test('what colleagues met stands beside what is left, and what it would have cost', async () => {
  serve({})
  await show(<SchoolCover cover={cover(4_000)} />, 'statements')

  expect(
    screen.getByText(/10 half-hours\. Colleagues met 7 of them among themselves; 3 are left/),
  ).toBeVisible()
  expect(screen.getByText(/At £40\.00 an hour of supply.*£140\.00/)).toBeVisible()
  expect(screen.getByRole('row', { name: /Arranged by the cover lead 2 60 £40\.00/ })).toBeVisible()
})

test('without a rate no money is shown, but the way to say one', async () => {
  serve({})
  await show(<SchoolCover cover={cover(null)} />, 'statements')

  expect(screen.queryByText(/£/)).toBeNull()
  expect(screen.getByRole('link', { name: 'Say the rate in the rules' })).toHaveAttribute(
    'href',
    '/desk/policy',
  )
})
