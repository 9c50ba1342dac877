import { policyBody, policyFaults, policyValues } from './timePolicy'

const stored = {
  transfers: 'own_pots',
  roll_over_minutes_max: 60,
  log_within_days: 7,
  supply_pence_per_hour: 3850,
  version: 2,
} as const

test('what is stored comes back as it was, and 0 pence is an empty field', () => {
  const { version: _, ...decided } = stored
  expect(policyBody(policyValues(stored))).toEqual(decided)
  expect(policyValues({ ...stored, supply_pence_per_hour: 0 }).supply).toBe('')
})

test('numbers outside what the school can mean are told at their field', () => {
  const values = policyValues(stored)
  expect(policyFaults(values)).toEqual({})
  expect(
    policyFaults({ ...values, roll_over_minutes_max: '', log_within_days: 61, supply: '1000.01' }),
  ).toEqual({ roll_over_minutes_max: 'rollOverBad', log_within_days: 'logBad', supply: 'supplyBad' })
})
