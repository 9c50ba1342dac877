/** What the fair's list is narrowed by, in the address and in what is asked of the server. Pure. */
import type { Phase } from '../../lib/phases'

/** What findings are filed by, in the order a reader thinks of them. */
export const LABELS = ['focus', 'phase', 'subject', 'mechanism', 'school', 'group'] as const
export type LabelKind = (typeof LABELS)[number]

export type ShelfSearch = {
  q?: string
  focus?: string
  phase?: Phase
  subject?: string
  mechanism?: number
  school?: string
  group?: string
}

/** As the server names them. */
export const askedFor = ({ school, group, ...same }: ShelfSearch) => ({
  ...same,
  ...(school ? { school_id: school } : {}),
  ...(group ? { group_id: group } : {}),
})

export const isNarrowed = (search: ShelfSearch): boolean =>
  Object.values(search).some(value => value !== undefined && value !== '')

/** The address of the same list for a reader of feeds; feeds know labels, not words. */
export function feedOf(form: 'json' | 'atom', search: ShelfSearch): string {
  const said = new URLSearchParams()
  for (const kind of LABELS) {
    const value = search[kind]
    if (value !== undefined) said.set(kind, String(value))
  }
  const query = said.toString()
  return `/feeds/fair.${form}${query ? `?${query}` : ''}`
}

const folded = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase()

/** Labels are the same however they are written. */
export const isSame = (one: string | number | undefined, other: string | number | undefined): boolean =>
  one !== undefined && other !== undefined && folded(String(one)) === folded(String(other))

/** The labels that the list is narrowed by now. */
export const chosenIn = (search: ShelfSearch): { kind: LabelKind; value: string }[] =>
  LABELS.flatMap(kind => (search[kind] === undefined ? [] : [{ kind, value: String(search[kind]) }]))

/** The search with one label more, changed, or (undefined) less. */
export function narrowed(search: ShelfSearch, kind: LabelKind | 'q', value: string | undefined): ShelfSearch {
  const { [kind]: _, ...rest } = search
  if (!value) return rest
  return { ...rest, [kind]: kind === 'mechanism' ? Number(value) : value } as ShelfSearch
}
