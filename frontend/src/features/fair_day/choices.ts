/** Findings that can be chosen for a fair. Pure. */
import type { ProgrammeOut } from './queries'

export type Choice = { id: string; title: string; group_name: string; names: string[] }

/** Accepted and without a place: the ones that a fair is for. */
export const acceptedOf = ({ unplaced }: Pick<ProgrammeOut, 'unplaced'>): Choice[] =>
  unplaced.map(({ id, title, group_name, authors }) => ({
    id,
    title,
    group_name,
    names: authors.map(one => one.name),
  }))

type Card = { id: string; title: string; group_name: string; author_names: string[] }

/** Published and not in the programme: they may be shown as well. */
export function publishedOf(cards: readonly Card[], { slots, unplaced }: ProgrammeOut): Choice[] {
  const known = new Set([...slots.map(slot => slot.finding.id), ...unplaced.map(one => one.id)])
  return cards
    .filter(card => !known.has(card.id))
    .map(({ id, title, group_name, author_names }) => ({ id, title, group_name, names: author_names }))
}
