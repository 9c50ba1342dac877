/** Acts of giving minutes and taking them back. Pure. */
import type { Schema } from '../../api/client'

/** What all of them come to; what was taken back counts against it. */
export const sumOf = (grants: Pick<Schema<'GrantOut'>, 'minutes'>[]): number =>
  grants.reduce((sum, grant) => sum + grant.minutes, 0)
