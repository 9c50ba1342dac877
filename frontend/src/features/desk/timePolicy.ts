/** The school's decisions as a form holds them, and as they are stored. Pure. */
import type { Schema } from '../../api/client'
import { isMinutes } from '../../lib/ledger'
import { penceOf, poundsOf } from '../../lib/money'

export type PolicyValues = {
  transfers: Schema<'TransferPolicy'>
  roll_over_minutes_max: number | string
  log_within_days: number | string
  /** As it is typed, in pounds; empty where the school has not said. */
  supply: string
}

export const LOG_DAYS_MAX = 60
const SUPPLY_PENCE_MAX = 100_000

export const policyValues = (policy: Schema<'TimePolicyOut'>): PolicyValues => ({
  transfers: policy.transfers,
  roll_over_minutes_max: policy.roll_over_minutes_max,
  log_within_days: policy.log_within_days,
  supply: policy.supply_pence_per_hour === 0 ? '' : poundsOf(policy.supply_pence_per_hour),
})

export const policyBody = (values: PolicyValues): Schema<'TimePolicyIn'> => ({
  transfers: values.transfers,
  roll_over_minutes_max: Number(values.roll_over_minutes_max),
  log_within_days: Number(values.log_within_days),
  supply_pence_per_hour: penceOf(values.supply) ?? 0,
})

type PolicyFault = 'rollOverBad' | 'logBad' | 'supplyBad'

export function policyFaults(values: PolicyValues): Partial<Record<keyof PolicyValues, PolicyFault>> {
  const { roll_over_minutes_max: over, log_within_days: days } = values
  const pence = penceOf(values.supply)
  return {
    ...(isMinutes(over, 0) ? {} : { roll_over_minutes_max: 'rollOverBad' as const }),
    ...(Number.isInteger(days) && Number(days) >= 1 && Number(days) <= LOG_DAYS_MAX
      ? {}
      : { log_within_days: 'logBad' as const }),
    ...(pence !== null && pence <= SUPPLY_PENCE_MAX ? {} : { supply: 'supplyBad' as const }),
  }
}
