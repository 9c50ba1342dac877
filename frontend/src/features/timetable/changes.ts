/** Differences of two timetables, for showing. Pure. */
import type { Schema } from '../../api/client'
import type { Kind } from './changeSource'

type Difference = Schema<'DifferenceOut'>
export type Group = { kind: Kind; items: Difference[] }

/** Puts together what follows each other and is of one kind: the server has sorted. */
export function groupsOf(items: Difference[]): Group[] {
  const groups: Group[] = []
  for (const item of items) {
    const last = groups.at(-1)
    if (last?.kind === item.kind) last.items.push(item)
    else groups.push({ kind: item.kind, items: [item] })
  }
  return groups
}

/** "7A, Maths" with what there is. */
export const joined = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(', ')
