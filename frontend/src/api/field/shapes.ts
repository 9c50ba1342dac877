/** What the API says about observing, as far as the phone keeps it. */
import type { Schema } from '../client'

export type ObservingOut = Schema<'ObservingOut'>
export type ObservedPupil = Schema<'ObservedPupil'>
export type NoteOut = Schema<'NoteOut'>
export type NoteResult = Omit<Schema<'NoteResult'>, 'problem'> & {
  problem?: { title: string; detail: string } | null
}
