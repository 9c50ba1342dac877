/** The half-terms of the desk, with what their picture needs. Pure. */
import type { Schema } from '../../api/client'
import { type HalfTerm, halfTermOf } from '../../lib/halfTerms'

export type HalfTermShown = {
  term: HalfTerm
  starts_on: string
  ends_on: string
  placed: number
  /** What is missing to an even share; 0 when there is more than that. */
  open: number
  when: 'past' | 'now' | 'ahead'
}

export function halfTermsOf(
  desk: Pick<Schema<'DeskOut'>, 'half_terms' | 'allocated_minutes'>,
  today: string,
): { share: number; lines: HalfTermShown[] } {
  const share = Math.round(desk.allocated_minutes / Math.max(1, desk.half_terms.length))
  // A holiday belongs to the half-term that follows it.
  const now = desk.half_terms.find(term => term.ends_on >= today)
  return {
    share,
    lines: desk.half_terms.map(term => ({
      term: halfTermOf(term.position),
      starts_on: term.starts_on,
      ends_on: term.ends_on,
      placed: term.placed_minutes,
      open: Math.max(0, share - term.placed_minutes),
      when: term === now ? 'now' : term.ends_on < today ? 'past' : 'ahead',
    })),
  }
}
