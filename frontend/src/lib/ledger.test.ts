import type { Schema } from '../api/client'
import { countsNow, isMinutes, leftAfter, likelyMove } from './ledger'

const pot = (category: Schema<'TimeCategory'>, available_minutes: number): Schema<'PotOut'> => ({
  category,
  allocated_minutes: 300,
  committed_minutes: 0,
  spent_minutes: 300 - available_minutes,
  available_minutes,
})
const pots = [pot('observe', 60), pot('cover', 0), pot('debrief_move', 90)]

test('a move leaves what is left in both pots, and says when there is too little', () => {
  const move = { from_category: 'observe', to_category: 'cover' } as const
  expect(leftAfter(pots, { ...move, minutes: 60 })).toEqual({ from: 0, to: 60 })
  expect(leftAfter(pots, { ...move, minutes: 61 }).from).toBe(-1)
})

test('a move is offered from the fullest pot to the emptiest', () => {
  expect(likelyMove(pots)).toEqual({ from_category: 'debrief_move', to_category: 'cover' })
})

test('an entry that was corrected to nothing counts nothing', () => {
  expect(countsNow({ minutes: 30, corrected_minutes: 0 })).toBe(0)
  expect(countsNow({ minutes: 30, corrected_minutes: null })).toBe(30)
})

test.each([0, -5, 1.5, 6_001, '', '30'])('%j is no number of minutes', value => {
  expect(isMinutes(value)).toBe(false)
})

test('0 is one where an entry may be undone', () => {
  expect(isMinutes(0, 0)).toBe(true)
  expect(isMinutes(6_000)).toBe(true)
})
