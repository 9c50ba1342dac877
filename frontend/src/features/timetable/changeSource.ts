import type { Schema } from '../../api/client'

export type Kind = Schema<'DifferenceOut'>['kind']

/** What is compared with the timetable in force: files as they would be committed, or an earlier version. */
export type ChangeSource =
  | { of: 'files'; id: string; body: Schema<'ImportCommit'> }
  | { of: 'version'; id: string; startsOn: string }

/** What is looked for among the differences; empty words find all. */
export type Looked = { kind: Kind | ''; words: string }
