import { screen } from '@testing-library/react'
import type { Schema } from '../../api/client'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { BroughtAbsences } from './BroughtAbsences'

test('a list without one usable line can be left, or another chosen in its place', async () => {
  const onClose = vi.fn()
  const onAgain = vi.fn()
  const read = { file_name: 'list.csv', lines: [], problems: [], left_out: 0 }
  const { user } = await show(<BroughtAbsences read={read} onAgain={onAgain} onClose={onClose} />, 'away')
  expect(await screen.findByText('No absence of anybody on the staff list is in list.csv')).toBeVisible()
  expect(screen.getByText('No absence of anybody on the staff list is in list.csv')).toHaveFocus()
  await user.click(screen.getByRole('button', { name: 'Choose another file' }))
  expect(onAgain).toHaveBeenCalledOnce()
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(onClose).toHaveBeenCalledOnce()
})

const NOTHING = {
  rounds: [],
  round_count: 0,
  seats: [],
  seat_count: 0,
  meetings: [],
  meeting_count: 0,
  people_count: 1,
}
const line = (staff_id: string, staff_name: string): Schema<'AbsenceLine'> => ({
  line: 2,
  staff_id,
  staff_name,
  starts_on: '2026-11-02',
  ends_on: '2026-11-02',
  start: null,
  end: null,
})
const LOGGED: Schema<'AbsenceLeftOut'> = {
  staff_id: 'ben',
  staff_name: 'Ben',
  starts_on: '2026-11-02',
  ends_on: '2026-11-02',
  held_on: '2026-11-02',
  what: 'Observes a colleague',
}

test('a line in which somebody logged that they were there is left out, and the others are saved', async () => {
  const onClose = vi.fn()
  const lines = [line('ben', 'Ben'), { ...line('chloe', 'Chloe'), line: 3 }]
  serve({
    'POST /api/absences/touched': { body: { ...NOTHING, left_out: [LOGGED], left_out_count: 1 } },
    'POST /api/absences': {
      status: 201,
      body: {
        added: 1,
        known: 0,
        stale_rounds: 0,
        left_seats: 0,
        absences: [],
        left_out: [LOGGED],
        left_out_count: 1,
      },
    },
  })
  const read = { file_name: 'list.csv', lines, problems: [], left_out: 0 }
  const { user } = await show(
    <BroughtAbsences read={read} onAgain={() => undefined} onClose={onClose} />,
    'away',
  )

  await user.click(await screen.findByRole('button', { name: 'See what it touches' }))
  expect(await screen.findByText('1 line is left out: they have logged that they were there')).toBeVisible()
  expect(screen.getByText('Ben, Mon 2 Nov: Observes a colleague, Mon 2 Nov')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Save 1 absence' }))

  expect(
    await screen.findByText(
      '1 absence saved, 0 were here already. 1 line is left out: they have logged that they were there.',
    ),
  ).toBeVisible()
  expect(onClose).toHaveBeenCalledOnce()
})

test('where no line is left, there is nothing to save', async () => {
  serve({ 'POST /api/absences/touched': { body: { ...NOTHING, left_out: [LOGGED], left_out_count: 1 } } })
  const read = { file_name: 'list.csv', lines: [line('ben', 'Ben')], problems: [], left_out: 0 }
  const { user } = await show(
    <BroughtAbsences read={read} onAgain={() => undefined} onClose={() => undefined} />,
    'away',
  )

  await user.click(await screen.findByRole('button', { name: 'See what it touches' }))

  expect(await screen.findByRole('button', { name: 'Choose another file' })).toBeVisible()
  expect(screen.queryByRole('button', { name: /Save/ })).toBeNull()
})
