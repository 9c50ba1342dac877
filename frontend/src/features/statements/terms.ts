/** Half-terms of a statement in words. */
import { shortDay } from '../../lib/dates'
import { HALF_TERMS, type HalfTerm } from '../../lib/halfTerms'

type Term = { position: number | null; starts_on: string | null; ends_on: string | null }

/** Which of the six it is; null for days of the year that are in no half-term. */
export const termOf = ({ position }: Term): HalfTerm | null =>
  position === null ? null : (HALF_TERMS[position - 1] ?? null)

export const datesOf = ({ starts_on, ends_on }: Term): { from: string; to: string } | null =>
  starts_on && ends_on ? { from: shortDay(starts_on), to: shortDay(ends_on) } : null

/** Days in no half-term stand there only where something is placed on them. */
export const shownTerms = <T extends Term & { placed_minutes: number }>(terms: T[]): T[] =>
  terms.filter(term => term.position !== null || term.placed_minutes > 0)
