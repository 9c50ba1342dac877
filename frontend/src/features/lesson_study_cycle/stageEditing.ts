import type { LessonOut, Proposal, ProposalStage } from './shapes'

/** What the table and the cards both write in. */
export type StageEditing = {
  text: Proposal
  pupils: LessonOut['pupils']
  /** The stage that was just added: its name has the focus. */
  added: string
  isIncomplete: boolean
  change: (key: string, change: Partial<ProposalStage>) => void
  criterion: (label: string, text: string) => void
  move: (key: string, by: -1 | 1) => void
  remove: (key: string) => void
}
