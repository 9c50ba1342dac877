/** What handing in and publishing are refused for: words that name pupils, or may. Pure. */
import { isRefusedWith } from '../../api/problems'
import type { Field } from './findingDraft'

/** A part of the text, or what is said of a file. */
export type Place = Field | 'alt' | 'file_name'
export type Named = { field: Place; word: string; why: string }

const isNamed = (one: unknown): one is Named =>
  typeof one === 'object' && one !== null && 'field' in one && 'word' in one && 'why' in one

/** The words that publishing was refused for; `isCertain` when there is no question about them. */
export function pupilsNamed(error: unknown): { names: Named[]; isCertain: boolean } | null {
  const isCertain = isRefusedWith(error, 'finding/names-a-pupil')
  if (!isCertain && !isRefusedWith(error, 'finding/names-not-checked')) return null
  const { names } = error.problem
  return { names: Array.isArray(names) ? names.filter(isNamed) : [], isCertain }
}

/** The field in which a class stands together with a day, and what to do about it. */
export function classWithDate(error: unknown): Partial<Record<Place, string>> {
  if (!isRefusedWith(error, 'finding/class-with-date')) return {}
  const { field, detail } = error.problem
  return typeof field === 'string' ? { [field as Place]: detail } : {}
}

/** The words of each field, once each, in their order. */
export function wordsByField(names: readonly Named[]): [Place, string[]][] {
  const fields = new Map<Place, string[]>()
  for (const { field, word } of names) {
    const words = fields.get(field) ?? []
    fields.set(field, words.includes(word) ? words : [...words, word])
  }
  return [...fields]
}
