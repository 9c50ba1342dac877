/** The path of a cycle as its picture shows it: what belongs to one research lesson is one step. Pure. */
import type { CycleOut, StageName, StageOut } from './shapes'

export type Step = {
  key: string
  /** Of a single stage, its name; of a research lesson, its number. */
  stage: StageName | null
  lesson: number | null
  state: StageOut['state']
  parts: StageOut[]
}

/** In order; the stages of each research lesson gathered. */
export function stepsOf(stages: StageOut[]): Step[] {
  const steps: Step[] = []
  for (const part of stages) {
    const lesson = part.lesson_number
    const before = steps.at(-1)
    if (lesson !== null && before?.lesson === lesson) {
      before.parts.push(part)
      continue
    }
    steps.push({
      key: lesson === null ? part.stage : `lesson-${lesson}`,
      stage: lesson === null ? part.stage : null,
      lesson,
      state: 'ahead',
      parts: [part],
    })
  }
  return steps.map(step => ({ ...step, state: stateOf(step.parts) }))
}

function stateOf(parts: StageOut[]): StageOut['state'] {
  const counted = parts.filter(part => part.state !== 'left_out')
  if (counted.length === 0) return 'left_out'
  if (counted.some(part => part.state === 'here')) return 'here'
  if (counted.every(part => part.state === 'done')) return 'done'
  return counted.some(part => part.state === 'done') ? 'here' : 'ahead'
}

export const hereIn = (stages: StageOut[]): StageOut | undefined => stages.find(one => one.state === 'here')

/**
 * Where one may go back to, nearest first: what has been left behind, and what was passed over in the light way
 * and belongs to the full one.
 */
export function behind({ stages, mode }: Pick<CycleOut, 'stages' | 'mode'>): StageOut[] {
  const here = stages.findIndex(stage => stage.state === 'here')
  return stages
    .slice(0, Math.max(0, here))
    .filter(stage => stage.state === 'done' || (mode === 'full' && stage.state === 'left_out'))
    .reverse()
}

/** The lesson that the cycle is about now, and the one of a number. */
export const lessonOf = (cycle: Pick<CycleOut, 'lessons'>, number: number | null) =>
  cycle.lessons.find(lesson => lesson.number === number)

export type StepMinutes = {
  key: string
  stage: StageName | null
  lesson: number | null
  planned: number
  held: number
}

/** Planned and held minutes, those of one research lesson together; steps that take none are left out. */
export function minutesOf(perStage: CycleOut['minutes']['per_stage']): StepMinutes[] {
  const steps = new Map<string, StepMinutes>()
  for (const { stage, lesson_number: lesson, planned_minutes, held_minutes } of perStage) {
    const key = lesson === null ? stage : `lesson-${lesson}`
    const step = steps.get(key) ?? { key, stage: lesson === null ? stage : null, lesson, planned: 0, held: 0 }
    steps.set(key, { ...step, planned: step.planned + planned_minutes, held: step.held + held_minutes })
  }
  return [...steps.values()].filter(step => step.planned > 0 || step.held > 0)
}
