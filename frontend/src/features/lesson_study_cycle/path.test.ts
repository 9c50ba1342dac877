import { behind, hereIn, minutesOf, stepsOf } from './path'
import type { StageName, StageOut } from './shapes'

const part = (stage: StageName, lesson_number: number | null, state: StageOut['state']): StageOut => ({
  stage,
  lesson_number,
  state,
  title: stage,
  missing: [],
  warnings: [],
  came_at: null,
})

const stages = [
  part('protocol', null, 'done'),
  part('focus', null, 'done'),
  part('plan', 1, 'done'),
  part('teach', 1, 'done'),
  part('plan', 2, 'done'),
  part('teach', 2, 'here'),
  part('share', null, 'ahead'),
]

test('what belongs to one research lesson is one step', () => {
  expect(stepsOf(stages).map(step => [step.key, step.state])).toEqual([
    ['protocol', 'done'],
    ['focus', 'done'],
    ['lesson-1', 'done'],
    ['lesson-2', 'here'],
    ['share', 'ahead'],
  ])
})

test('what the mode leaves out does not hold a lesson back', () => {
  const steps = stepsOf([
    part('plan', 1, 'left_out'),
    part('teach', 1, 'done'),
    part('focus', null, 'left_out'),
  ])

  expect(steps.map(step => step.state)).toEqual(['done', 'left_out'])
})

test('one may go back to what was done, nearest first', () => {
  expect(behind({ stages, mode: 'full' })[0]).toMatchObject({ stage: 'plan', lesson_number: 2 })
  expect(hereIn(stages)?.stage).toBe('teach')
})

test('the minutes of one research lesson stand together, and what takes none is left out', () => {
  const at = (stage: StageName, lesson_number: number | null, planned_minutes: number) => ({
    stage,
    lesson_number,
    planned_minutes,
    held_minutes: 5,
  })

  const minutes = minutesOf([at('focus', null, 60), at('plan', 1, 75), at('discuss', 1, 45)])

  expect(minutes.map(step => [step.key, step.planned, step.held])).toEqual([
    ['focus', 60, 5],
    ['lesson-1', 120, 10],
  ])
})

test('what the light way passed over can be gone back to in the full one', () => {
  const passed = [
    part('protocol', null, 'done'),
    part('focus', null, 'left_out'),
    part('schedule', 1, 'here'),
  ]

  expect(behind({ stages: passed, mode: 'full' }).map(one => one.stage)).toEqual(['focus', 'protocol'])
  expect(behind({ stages: passed, mode: 'light' }).map(one => one.stage)).toEqual(['protocol'])
})
