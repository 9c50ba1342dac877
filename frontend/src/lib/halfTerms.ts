/** The six half-terms of a school year, as schools name them; their words are `common:halfTerm`. */
export const HALF_TERMS = ['autumn1', 'autumn2', 'spring1', 'spring2', 'summer1', 'summer2'] as const
export type HalfTerm = (typeof HALF_TERMS)[number]

/** *position* counts from 1, as the API does. */
export const halfTermOf = (position: number): HalfTerm => HALF_TERMS[position - 1] ?? 'autumn1'
