/** Where a run stands, and how good its plan is known to be. Pure. */
import type { Schema } from '../../api/client'

export type Run = Schema<'RunOut'>
export type State = Schema<'RunState'>
export type Figures = Schema<'FiguresOut'>
export type Bounds = Schema<'BoundsOut'>

/** What is proved of a plan, the weightiest first. */
export const PLACES = ['unscheduled', 'external', 'exchange'] as const
export type Place = (typeof PLACES)[number]

export const isWaitedFor = ({ state }: { state: State }): boolean => state === 'queued' || state === 'running'

/** Stages as the planner says them, in the order in which they usually come. */
export const STAGES = ['starting', 'counting', 'dating', 'proving', 'improving', 'done'] as const
export type Stage = 'queued' | (typeof STAGES)[number]

/** A stage that this page does not know yet is still work on the plan. */
export function stageOf({ state, progress }: Pick<Run, 'state' | 'progress'>): Stage {
  if (state === 'queued') return 'queued'
  if (!progress) return 'starting'
  return STAGES.find(stage => stage === progress.stage) ?? 'improving'
}

/** `gap` is what may still be saved; nothing is when it is 0. Null: nothing is proved yet. */
export const gapAt = (place: Place, figures: Figures, bounds: Bounds | null): number | null =>
  bounds && Math.max(0, figures[place] - bounds[place])

export type Standing = { kind: 'optimal' } | { kind: Place; gap: number }

/** The first place at which something may still be saved; what stands behind it weighs less. */
export function standingOf(figures: Figures, bounds: Bounds): Standing {
  for (const place of PLACES) {
    const gap = gapAt(place, figures, bounds) ?? 0
    if (gap > 0) return { kind: place, gap }
  }
  return { kind: 'optimal' }
}

export const placedOf = (asked: number, figures: Figures): number => asked - figures.unscheduled

/** The line from 0 to a round end on which the best plan and the proof move towards each other. */
export function trackOf(found: number, proved: number, byHand: number | undefined) {
  const end = Math.max(found, byHand ?? 0, 1)
  const least = Math.min(proved, found)
  return { impossible: least, left: found - least, known: end - found, end }
}

/** "0:23": how long the planner has looked. */
export const lookedFor = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
