/** The editor's arithmetic: words of the quote, and two people's changes to one text. Pure. */
import type { Schema } from '../../api/client'

export type Draft = Required<Schema<'FindingIn'>>
export type Field = keyof Draft

/** A title is all that a draft needs to begin. */
export const begun = (title: string): Draft => ({
  title,
  pull_quote: '',
  background: '',
  aims: '',
  methods: '',
  findings: '',
  implications: '',
  next_time: '',
  focus: '',
  phase: 'all',
  subject: '',
  licence: 'school-internal',
  audience: 'school',
  round_ids: [],
  mechanisms: [],
  adapts_id: null,
})

export const QUOTE_WORDS_MAX = 6

export const SECTIONS = ['background', 'aims', 'methods', 'findings', 'implications', 'next_time'] as const

export const wordsIn = (text: string): number => text.trim().split(/\s+/).filter(Boolean).length

export const draftOf = (finding: Schema<'FindingOut'>): Draft => ({
  title: finding.title,
  pull_quote: finding.pull_quote,
  background: finding.background,
  aims: finding.aims,
  methods: finding.methods,
  findings: finding.findings,
  implications: finding.implications,
  next_time: finding.next_time,
  focus: finding.focus,
  phase: finding.phase,
  subject: finding.subject,
  licence: finding.licence,
  audience: finding.audience,
  round_ids: finding.round_ids,
  mechanisms: finding.mechanisms,
  adapts_id: finding.adapts?.id ?? null,
})

/** Nothing to save between the two: what differs is not the text. */
export const sameDraft = (one: Draft, other: Draft): boolean => same(one, other)

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

export type Merge = {
  /** Both sides' changes; where they clash, mine. */
  draft: Draft
  /** Changed by both, differently: somebody has to choose. */
  clashes: Field[]
  /** Changed only by the other side. */
  taken: Field[]
}

/** What becomes of *mine*, begun from *base*, when *theirs* was stored meanwhile. */
export function mergeOf(base: Draft, mine: Draft, theirs: Draft): Merge {
  const fields = Object.keys(base) as Field[]
  const changed = fields.filter(
    field => !same(base[field], theirs[field]) && !same(mine[field], theirs[field]),
  )
  const clashes = changed.filter(field => !same(base[field], mine[field]))
  const taken = changed.filter(field => same(base[field], mine[field]))
  return { draft: { ...mine, ...pick(theirs, taken) }, clashes, taken }
}

export const pick = (draft: Draft, fields: readonly Field[]): Partial<Draft> =>
  Object.fromEntries(fields.map(field => [field, draft[field]]))

/** The parts of a finding that are words. */
const TEXTS = ['title', 'pull_quote', ...SECTIONS, 'focus', 'subject'] as const

/** The words that an earlier version has; what it does not know is left out. */
export const textsOf = (texts: Record<string, string>): Partial<Pick<Draft, (typeof TEXTS)[number]>> =>
  Object.fromEntries(
    TEXTS.flatMap(field => (typeof texts[field] === 'string' ? [[field, texts[field]]] : [])),
  )
