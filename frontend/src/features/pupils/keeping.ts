/** How long things are kept, as a form holds it. Pure. */
import type { Schema } from '../../api/client'

export type KeepingValues = {
  evidence_months: number | string
  key_days: number | string
  keys_end_on: string
}
export type KeepingFault = 'monthsBad' | 'daysBad'

export const MONTHS_MAX = 120
export const DAYS_MAX = 400

const isWhole = (value: unknown, from: number, to: number) =>
  typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to

export const keepingValues = (chosen: Schema<'RetentionOut'>): KeepingValues => ({
  evidence_months: chosen.evidence_months,
  key_days: chosen.key_days,
  keys_end_on: chosen.keys_end_on ?? '',
})

export const keepingBody = (values: KeepingValues): Schema<'RetentionIn'> => ({
  evidence_months: Number(values.evidence_months),
  key_days: Number(values.key_days),
  keys_end_on: values.keys_end_on || null,
})

export const keepingFaults = (values: KeepingValues): Partial<Record<keyof KeepingValues, KeepingFault>> => ({
  ...(isWhole(values.evidence_months, 1, MONTHS_MAX) ? {} : { evidence_months: 'monthsBad' as const }),
  ...(isWhole(values.key_days, 0, DAYS_MAX) ? {} : { key_days: 'daysBad' as const }),
})

/** Whether something that would still be kept may go at once. */
export const isShorter = (values: KeepingValues, stored: Schema<'RetentionOut'>): boolean =>
  isWhole(values.evidence_months, 1, MONTHS_MAX) && Number(values.evidence_months) < stored.evidence_months
