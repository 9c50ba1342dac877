import type { Schema } from '../../api/client'
import type { Choices } from './dryRun'

/** What every part of the commit form is given. */
export type PartProps = {
  seen: Schema<'ImportOut'>
  choices: Choices
  change: (part: Partial<Choices>) => void
}
