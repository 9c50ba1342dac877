import { datesOf, shownTerms, termOf } from './terms'

const term = (position: number | null, placed_minutes = 0) => ({
  position,
  starts_on: position === null ? null : '2026-09-07',
  ends_on: position === null ? null : '2026-10-23',
  placed_minutes,
})

test('the first position is the first half of the autumn', () => {
  expect(termOf(term(1))).toBe('autumn1')
  expect(termOf(term(6))).toBe('summer2')
  expect(termOf(term(null))).toBeNull()
  expect(datesOf(term(1))).toEqual({ from: 'Mon 7 Sep', to: 'Fri 23 Oct' })
  expect(datesOf(term(null))).toBeNull()
})

test('days in no half-term are shown only where something is placed', () => {
  expect(shownTerms([term(1), term(null)])).toHaveLength(1)
  expect(shownTerms([term(1), term(null, 30)])).toHaveLength(2)
})
