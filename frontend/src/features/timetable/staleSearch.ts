import type { Schema } from '../../api/client'

/** Carries to the list of versions how many rounds gave way to the newest. */
export const staleSearch = ({ stale_rounds }: Schema<'VersionOut'>): { stale?: number } =>
  stale_rounds > 0 ? { stale: stale_rounds } : {}
