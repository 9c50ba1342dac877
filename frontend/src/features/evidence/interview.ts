import type { Schema } from '../../api/client'

export type Answers = Required<Schema<'InterviewIn'>>

const NONE: Answers = { enjoyed: '', learned: '', can_do_now: '', better_how: '', helped: '', change: '' }

/** What the form begins with: the stored answers, or none. */
export const answersOf = (stored: Answers | undefined): Answers => {
  const { enjoyed, learned, can_do_now, better_how, helped, change } = stored ?? NONE
  return { enjoyed, learned, can_do_now, better_how, helped, change }
}
