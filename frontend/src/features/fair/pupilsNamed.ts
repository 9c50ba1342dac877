/** What publishing was refused for: words that name pupils, or may. Pure. */
import { isRefusedWith } from '../../api/problems'
import type { Field } from './findingDraft'

export type Named = { field: Field; word: string; why: string }

const isNamed = (one: unknown): one is Named =>
  typeof one === 'object' && one !== null && 'field' in one && 'word' in one && 'why' in one

/** The words that publishing was refused for; `isCertain` when there is no question about them. */
export function pupilsNamed(error: unknown): { names: Named[]; isCertain: boolean } | null {
  const isCertain = isRefusedWith(error, 'finding/names-a-pupil')
  if (!isCertain && !isRefusedWith(error, 'finding/names-not-checked')) return null
  const { names } = error.problem
  return { names: Array.isArray(names) ? names.filter(isNamed) : [], isCertain }
}

/** The words of each field, once each, in their order. */
export function wordsByField(names: readonly Named[]): [Field, string[]][] {
  const fields = new Map<Field, string[]>()
  for (const { field, word } of names) {
    const words = fields.get(field) ?? []
    fields.set(field, words.includes(word) ? words : [...words, word])
  }
  return [...fields]
}
