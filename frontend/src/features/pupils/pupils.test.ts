import { ACTIONS, piecesOf } from './auditLines'
import { isShorter, keepingBody, keepingFaults, keepingValues } from './keeping'
import { linesIn } from './roster'

const chosen = {
  evidence_months: 24,
  key_days: 0,
  keys_end_on: null,
  by_name: null,
  chosen_at: null,
  version: 0,
}

test.each([
  ['', 0],
  ['\n \n', 0],
  ['Amira Khan\r\n\r\nJo Price\n', 2],
])('%j has %i lines with something on them', (text, count) => {
  expect(linesIn(text)).toBe(count)
})

test('what was chosen comes back as it was', () => {
  expect(keepingBody(keepingValues(chosen))).toEqual({ evidence_months: 24, key_days: 0, keys_end_on: null })
})

test('months and days have their bounds, and empty fields are not nought', () => {
  expect(keepingFaults({ evidence_months: 0, key_days: 401, keys_end_on: '' })).toEqual({
    evidence_months: 'monthsBad',
    key_days: 'daysBad',
  })
  expect(keepingFaults({ evidence_months: '', key_days: '', keys_end_on: '' })).toEqual({
    evidence_months: 'monthsBad',
    key_days: 'daysBad',
  })
})

test('only a shorter time is warned about, once it is a time at all', () => {
  const with_months = (evidence_months: number | string) => ({ ...keepingValues(chosen), evidence_months })
  expect(isShorter(with_months(12), chosen)).toBe(true)
  expect(isShorter(with_months(24), chosen)).toBe(false)
  expect(isShorter(with_months(''), chosen)).toBe(false)
})

test('what went is told in figures and days, without noughts', () => {
  expect(piecesOf({ notes: 12, photos: 0, due_on: '2027-02-01', evidence_months: 24 })).toEqual([
    { name: 'notes', figure: 12 },
    { name: 'evidence_months', figure: 24 },
    { name: 'due_on', day: '2027-02-01' },
  ])
})

test('keys that go with the school year say so', () => {
  expect(piecesOf({ evidence_months: 24, key_days: 0, keys_end_on: null })).toEqual([
    { name: 'evidence_months', figure: 24 },
    { name: 'key_days', figure: 0 },
    { name: 'keys_end_none' },
  ])
})

test('no two acts share their words', () => {
  expect(new Set(Object.values(ACTIONS)).size).toBe(Object.keys(ACTIONS).length)
})
