import { screen } from '@testing-library/react'
import type { Schema } from '../../api/client'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { MyTime } from './MyTime'

const pot = (category: Schema<'TimeCategory'>, available_minutes: number): Schema<'PotOut'> => ({
  category,
  allocated_minutes: 90,
  committed_minutes: 0,
  spent_minutes: 90 - available_minutes,
  available_minutes,
})
const time = (change: Partial<Schema<'TimeOut'>> = {}): Schema<'TimeOut'> => ({
  staff_id: 'amina',
  staff_name: 'Amina Noor',
  year_id: 'year',
  year_name: '2026/27',
  pots: [pot('observe', 60), pot('cover', 0), pot('debrief_move', 30)],
  unplaced_minutes: 90,
  others: [],
  may_transfer: true,
  is_closed: false,
  ...change,
})
const entry = (change: Partial<Schema<'EntryOut'>> = {}): Schema<'EntryOut'> => ({
  id: 'entry',
  category: 'observe',
  kind: 'spend',
  minutes: 30,
  source: 'protected',
  to_category: null,
  to_year_name: null,
  corrects_id: null,
  corrected_minutes: null,
  may_correct: true,
  reason: 'A visit next door',
  held_on: '2026-11-03',
  settles_id: null,
  by_name: 'Amina Noor',
  made_at: '2026-11-03T15:00:00Z',
  ...change,
})
const mine = (change: Partial<Schema<'TimeOut'>> = {}, entries: Schema<'EntryOut'>[] = []) =>
  serve({
    'GET /api/my-time': { body: time(change) },
    'GET /api/my-time/entries': { body: { items: entries, next: null } },
    'POST /api/my-time/transfer': { status: 201, body: time() },
    'POST /api/my-time/spend': {
      status: 201,
      body: { entry: entry({ source: 'voluntary' }), pot: pot('observe', 0) },
    },
    'POST /api/time/entries/entry/correct': {
      status: 201,
      body: { entry: entry({ kind: 'adjust', minutes: -10, corrects_id: 'entry' }), pot: pot('observe', 70) },
    },
  })

test('moving minutes says what is left in both pots, and is moved back by another move', async () => {
  const asked = mine()
  const { user } = await show(<MyTime />, 'time', 'ledger')

  await user.click(await screen.findByRole('button', { name: 'Move minutes' }))
  expect(screen.getByText(/Leaves 30\smin in Observing, and 30\smin in Covering/)).toBeVisible()
  await user.type(screen.getByLabelText('Why'), 'I observe less')
  await user.click(screen.getByRole('button', { name: /^Move 30\smin to Covering/ }))
  await user.click(await screen.findByRole('button', { name: /^Undo/ }))

  expect(await screen.findByText(/are back in Observing/)).toBeVisible()
  const sent = asked.filter(one => one.path === '/api/my-time/transfer')
  expect(sent.map(one => one.body)).toEqual([
    { from_category: 'observe', to_category: 'cover', minutes: 30, reason: 'I observe less' },
    { from_category: 'cover', to_category: 'observe', minutes: 30, reason: 'Moved back' },
  ])
  const keys = sent.map(one => one.headers.get('Idempotency-Key'))
  expect(new Set(keys).size).toBe(2)
})

test('where the school lets only the CPD lead move minutes, that is told in place of the button', async () => {
  mine({ may_transfer: false })
  await show(<MyTime />, 'time', 'ledger')

  expect(await screen.findByText(/the CPD lead moves minutes between pots: ask them/)).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Move minutes' })).toBeNull()
})

test('own time is logged beside the pots', async () => {
  const asked = mine()
  const { user } = await show(<MyTime />, 'time', 'ledger')

  await user.click(await screen.findByRole('button', { name: 'Log informal minutes' }))
  await user.selectOptions(screen.getByLabelText('Who pays'), 'Own time')
  expect(screen.getByText('Leaves your pots as they are.')).toBeVisible()
  await user.type(screen.getByLabelText('What for'), 'Talk at lunch')
  await user.click(screen.getByRole('button', { name: /^Log 30\smin, Own time/ }))

  expect(await screen.findByText(/Your pots are as they were/)).toBeVisible()
  const sent = asked.find(one => one.path === '/api/my-time/spend')
  expect(sent?.body).toMatchObject({ source: 'voluntary', category: 'observe', minutes: 30 })
})

test('an entry is corrected by another, and what it counts now stands beside it', async () => {
  const asked = mine({}, [
    entry(),
    entry({ id: 'old', corrected_minutes: 20, may_correct: false }),
    entry({ id: 'moved', kind: 'transfer', to_category: 'cover', may_correct: false }),
  ])
  const { user } = await show(<MyTime />, 'time', 'ledger')

  expect(await screen.findByText(/now counts 20\smin/)).toBeVisible()
  expect(screen.getByText('Observing to Covering')).toBeVisible()
  await user.click(screen.getByRole('button', { name: /^Correct: Spent/ }))
  await user.type(screen.getByLabelText('What was wrong'), 'It was shorter')
  await user.click(screen.getByRole('button', { name: /Let it count 30/ }))
  expect(screen.getByLabelText('Should count, in minutes')).toHaveAccessibleDescription(
    /counts 30\smin already/,
  )
  await user.clear(screen.getByLabelText('Should count, in minutes'))
  await user.type(screen.getByLabelText('Should count, in minutes'), '0')
  await user.click(screen.getByRole('button', { name: 'Undo this entry' }))

  expect(await screen.findByText(/It now counts 0\smin/)).toBeVisible()
  const sent = asked.filter(one => one.path.endsWith('/correct'))
  expect(sent.map(one => one.body)).toEqual([{ minutes: 0, reason: 'It was shorter' }])
})

test('in a closed year there is nothing to press', async () => {
  mine({ is_closed: true }, [entry()])
  await show(<MyTime />, 'time', 'ledger')

  expect(await screen.findByText('2026/27 is closed')).toBeVisible()
  expect(await screen.findByText('A visit next door')).toBeVisible()
  expect(screen.queryByRole('button')).toBeNull()
})

test('what other budgets paid stands beside the pots', async () => {
  mine({
    others: [{ source: 'twilight', category: 'debrief_move', committed_minutes: 0, spent_minutes: 45 }],
  })
  await show(<MyTime />, 'time', 'ledger')

  const table = await screen.findByRole('table', { name: 'Minutes that no pot pays for' })
  expect(table).toHaveTextContent(/Twilight.*Debrief and moving.*0\smin.*45\smin/)
})
