/** How far a year is from being closed, and whether its figures add up. Pure. */
import type { Schema } from '../../api/client'

type Closing = Schema<'ClosingOut'>
type Capacity = Schema<'Capacity'>
type Year = Pick<Schema<'YearOut'>, 'id' | 'starts_on' | 'ends_on'>

export const CAPACITIES = ['head', 'teachers'] as const satisfies readonly Capacity[]

/** `later`: something before it comes first. `again`: it was done, and the figures have changed since. */
export type StepState = 'done' | 'todo' | 'later' | 'again'
export type Steps = { over: StepState; logged: StepState; next: StepState | null } & Record<
  Capacity,
  StepState
>

export const signatureOf = (closing: Closing, capacity: Capacity) =>
  closing.signatures.find(one => one.capacity === capacity)

/** Whether the year may be signed for now. */
export const maySign = (closing: Closing): boolean =>
  closing.closed_at === null && closing.is_over && closing.to_log_minutes === 0

export function stepsOf(closing: Closing): Steps {
  const signed = (capacity: Capacity): StepState => {
    const signature = signatureOf(closing, capacity)
    if (signature?.still_counts) return 'done'
    if (signature) return 'again'
    return maySign(closing) ? 'todo' : 'later'
  }
  return {
    over: closing.is_over ? 'done' : 'later',
    logged: closing.to_log_minutes === 0 ? 'done' : 'todo',
    next: closing.rolled_over_minutes === 0 ? null : closing.next_year_name ? 'done' : 'todo',
    head: signed('head'),
    teachers: signed('teachers'),
  }
}

/** Everything before the closing itself is done. */
export const mayClose = (closing: Closing): boolean =>
  closing.closed_at === null &&
  Object.values(stepsOf(closing)).every(step => step === null || step === 'done')

/** What the school gave and what came over is what the teachers were allocated, to the minute. */
export const isBalanced = (closing: Closing): boolean =>
  closing.granted_minutes + closing.came_over_minutes === closing.allocated_minutes

/** The year to begin with: the one of today, in the summer the one that is over, else the first to come. */
export function yearToClose<T extends Year>(years: T[], today: string): T | undefined {
  const byDate = [...years].sort((a, b) => a.starts_on.localeCompare(b.starts_on))
  return byDate.findLast(year => year.starts_on <= today) ?? byDate[0]
}
