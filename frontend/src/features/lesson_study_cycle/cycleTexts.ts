/** What of a cycle is edited by its members, as the API takes it. Pure. */
import type { CycleOut } from './shapes'

export const TEXTS = [
  'research_question',
  'research_theme',
  'baseline',
  'success_measure',
  'progress',
  'reflection',
  'affirmation',
  'reminder',
] as const
export type TextField = (typeof TEXTS)[number]

export const FOCUS: TextField[] = ['research_question', 'research_theme', 'baseline', 'success_measure']
export const CONSOLIDATE: TextField[] = ['progress', 'reflection', 'affirmation', 'reminder']

export const LONGEST: Record<TextField, number> = {
  research_question: 2000,
  research_theme: 2000,
  baseline: 4000,
  success_measure: 2000,
  progress: 10_000,
  reflection: 10_000,
  affirmation: 2000,
  reminder: 500,
}

/** The whole of it, because a save replaces the whole. */
export const bodyOf = (cycle: CycleOut) => ({
  title: cycle.title,
  mode: cycle.mode,
  lessons_planned: cycle.lessons_planned,
  protocol: cycle.protocol,
  other_id: cycle.other?.staff_id ?? null,
  earlier_id: cycle.earlier?.id ?? null,
  research_question: cycle.research_question,
  research_theme: cycle.research_theme,
  baseline: cycle.baseline,
  success_measure: cycle.success_measure,
  progress: cycle.progress,
  reflection: cycle.reflection,
  affirmation: cycle.affirmation,
  reminder: cycle.reminder,
})
export type CycleBody = ReturnType<typeof bodyOf>

export const textsOf = (cycle: CycleOut, fields: readonly TextField[]): Record<string, string> =>
  Object.fromEntries(fields.map(field => [field, cycle[field]]))
