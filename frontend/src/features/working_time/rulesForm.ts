/** The school's choice of rules as it is typed. Pure. */
import type { Schema } from '../../api/client'

export const CONTINGENCY_MAX = 20_000
export const WEEKDAYS = [0, 1, 2, 3, 4] as const
/** A day to name a weekday by: the year 2024 began with a Monday. */
export const dayOfWeek = (weekday: number): string => `2024-01-0${weekday + 1}`

export type Choice = Required<Schema<'WorkingTimeIn'>>

export const choiceOf = (rules: Schema<'WorkingTimeOut'>): Choice => ({
  profile: rules.profile,
  edition: rules.edition,
  contingency_minutes: rules.contingency_minutes,
  breaks_count: rules.breaks_count,
  twilight_weekday: rules.twilight_weekday,
  twilight_starts: rules.twilight_starts,
  twilight_minutes: rules.twilight_minutes,
})

type Year = { first_year: number; last_year: number | null }

/** The edition for a school year that begins in *year*: else the newest before it, else the first there is. */
export function editionFor<Edition extends Year>(editions: Edition[], year: number): Edition | undefined {
  const begun = editions.filter(one => one.first_year <= year)
  return begun.sort((a, b) => a.first_year - b.first_year).at(-1) ?? editions[0]
}
