import { inPounds, penceOf, poundsOf } from './money'

test.each([
  ['38.5', 3850],
  ['£38.50', 3850],
  ['1,000', 100_000],
  [' 0.07 ', 7],
  ['', 0],
])('%j is %d pence', (typed, pence) => {
  expect(penceOf(typed)).toBe(pence)
})

test.each(['38.505', '-1', 'thirty', '.5', '12345', '1e3'])('%j is no amount', typed => {
  expect(penceOf(typed)).toBeNull()
})

test('pence are shown as pounds and pence, and come back the same', () => {
  expect(inPounds(103_850)).toBe('£1,038.50')
  for (const pence of [0, 7, 99, 100, 1999, 100_000]) expect(penceOf(poundsOf(pence))).toBe(pence)
})
