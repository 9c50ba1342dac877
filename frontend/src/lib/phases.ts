import type { Schema } from '../api/client'

export type Phase = Schema<'Phase'>

/** In the order a child goes through them; "all" last. */
export const PHASES = [
  'early_years',
  'ks1',
  'ks2',
  'ks3',
  'ks4',
  'ks5',
  'all',
] as const satisfies readonly Phase[]
