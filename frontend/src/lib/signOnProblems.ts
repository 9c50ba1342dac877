/** Why somebody came back from a provider and is not let in; the words stand in the address. */
export const PROBLEMS = [
  'lost',
  'broken',
  'unproven',
  'not-linked',
  'directory',
  'elsewhere',
  'invitation',
  'closed',
  'throttled',
] as const
export type Problem = (typeof PROBLEMS)[number]
