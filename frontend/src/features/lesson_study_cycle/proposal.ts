/** A research proposal as a form has it: begun, compared, taken apart into places and put together again. Pure. */
import type { Schema } from '../../api/client'
import { type Merge, mergeTexts, type Texts } from './merge'
import type { Proposal, ProposalStage } from './shapes'

export const STAGES_MAX = 12
export const WHOLE = ['learning_objective', 'rationale', 'resources', 'new_here'] as const
export type Whole = (typeof WHOLE)[number]

/** The order of the lesson's stages is one place: two orders cannot be mixed. */
const ORDER = 'stages'

export const begunStage = (key: string): ProposalStage => ({
  key,
  title: '',
  minutes: 10,
  teaching: '',
  predictions: {},
  patterns: '',
})

/** What was read, with a line for every case pupil that the cycle has now. */
export const openedFor = (labels: string[], proposal: Schema<'Proposal'>): Proposal => ({
  ...proposal,
  pupils: labels.map(label => ({
    label,
    success_criterion: proposal.pupils?.find(one => one.label === label)?.success_criterion ?? '',
  })),
  stages: (proposal.stages ?? []).map(stage => ({ ...stage, predictions: stage.predictions ?? {} })),
})

export function flatten(proposal: Proposal): Texts {
  const texts: Texts = {}
  for (const field of WHOLE) texts[field] = proposal[field]
  for (const { label, success_criterion } of proposal.pupils) texts[`pupils/${label}`] = success_criterion
  texts[ORDER] = proposal.stages.map(stage => stage.key).join(' ')
  for (const stage of proposal.stages) {
    const at = `stages/${stage.key}`
    texts[`${at}/title`] = stage.title
    texts[`${at}/minutes`] = String(stage.minutes)
    texts[`${at}/teaching`] = stage.teaching
    texts[`${at}/patterns`] = stage.patterns
    for (const [label, text] of Object.entries(stage.predictions))
      if (text) texts[`${at}/predictions/${label}`] = text
  }
  return texts
}

export function unflatten(texts: Texts): Proposal {
  const of = (path: string) => texts[path] ?? ''
  const under = (start: string) =>
    Object.keys(texts)
      .filter(path => path.startsWith(start))
      .map(path => path.slice(start.length))
      .sort()
  const written = new Set(under('stages/').map(path => path.split('/')[0] ?? ''))
  const ordered = of(ORDER)
    .split(' ')
    .filter(key => written.has(key))
  // A stage that only one side still has, and has worked on, goes to the end rather than nowhere.
  const keys = [...ordered, ...[...written].filter(key => !ordered.includes(key))]
  return {
    learning_objective: of('learning_objective'),
    rationale: of('rationale'),
    resources: of('resources'),
    new_here: of('new_here'),
    pupils: under('pupils/').map(label => ({ label, success_criterion: of(`pupils/${label}`) })),
    stages: keys.map(key => {
      const at = `stages/${key}`
      const labels = under(`${at}/predictions/`)
      return {
        key,
        title: of(`${at}/title`),
        minutes: Number(of(`${at}/minutes`)) || 0,
        teaching: of(`${at}/teaching`),
        predictions: Object.fromEntries(labels.map(label => [label, of(`${at}/predictions/${label}`)])),
        patterns: of(`${at}/patterns`),
      }
    }),
  }
}

export function mergeProposals(
  base: Proposal,
  mine: Proposal,
  theirs: Proposal,
): Merge & { proposal: Proposal } {
  const merge = mergeTexts(flatten(base), flatten(mine), flatten(theirs))
  const texts = { ...merge.texts }
  // Stages that each side added are all kept, wherever the two orders disagree only about them.
  const order = mergedOrder(orderOf(base), orderOf(mine), orderOf(theirs))
  const clashes = order ? merge.clashes.filter(clash => clash.path !== ORDER) : merge.clashes
  if (order) texts[ORDER] = order.join(' ')
  return { ...merge, clashes, texts, proposal: unflatten(texts) }
}

const orderOf = (proposal: Proposal): string[] => proposal.stages.map(stage => stage.key)

/** Both orders in one, when each side only added at the end or removed; otherwise nothing: somebody chooses. */
function mergedOrder(base: string[], mine: string[], theirs: string[]): string[] | null {
  const kept = (keys: string[]) => keys.filter(key => base.includes(key))
  const added = (keys: string[]) => keys.filter(key => !base.includes(key))
  const isPlain = (keys: string[]) =>
    same(keys, [...kept(keys), ...added(keys)]) &&
    same(
      kept(keys),
      base.filter(key => keys.includes(key)),
    )
  if (!isPlain(mine) || !isPlain(theirs)) return null
  const both = base.filter(key => mine.includes(key) && theirs.includes(key))
  return [...new Set([...both, ...added(theirs), ...added(mine)])]
}

/** With the place *path* as somebody chose or wrote it. */
export const withText = (proposal: Proposal, path: string, text: string): Proposal =>
  unflatten({ ...flatten(proposal), [path]: text })

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
export const sameProposal = (one: Proposal, other: Proposal): boolean => {
  const [a, b] = [flatten(one), flatten(other)]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    path => (a[path] ?? '') === (b[path] ?? ''),
  )
}

/** The stages with *key* one place earlier (-1) or later (1). */
export function moved(stages: ProposalStage[], key: string, by: -1 | 1): ProposalStage[] {
  const from = stages.findIndex(stage => stage.key === key)
  const stage = stages[from]
  const to = from + by
  if (!stage || to < 0 || to >= stages.length) return stages
  const rest = stages.filter(one => one !== stage)
  return [...rest.slice(0, to), stage, ...rest.slice(to)]
}

export const minutesOf = (proposal: Proposal): number =>
  proposal.stages.reduce((sum, stage) => sum + (Number(stage.minutes) || 0), 0)

/** Where a place of the text is, for its name in words. */
export type Place =
  | { kind: 'whole'; field: Whole }
  | { kind: 'criterion'; label: string }
  | { kind: 'order' }
  | { kind: 'stage'; key: string; field: 'title' | 'minutes' | 'teaching' | 'patterns' }
  | { kind: 'prediction'; key: string; label: string }

export function placeOf(path: string): Place {
  const [first = '', second = '', third = '', label = ''] = path.split('/')
  if (first === 'pupils') return { kind: 'criterion', label: second }
  if (first === ORDER && !second) return { kind: 'order' }
  if (first === ORDER && third === 'predictions') return { kind: 'prediction', key: second, label }
  if (first === ORDER) return { kind: 'stage', key: second, field: third as 'title' }
  return { kind: 'whole', field: first as Whole }
}
