import type { Schema } from './client'
import { Refused } from './problems'

/** Every fault that a refused file was told. */
export function problemsOf(error: unknown): Schema<'ProblemSeen'>[] {
  const problems = error instanceof Refused ? error.problem.problems : undefined
  return Array.isArray(problems) ? (problems as Schema<'ProblemSeen'>[]) : []
}
