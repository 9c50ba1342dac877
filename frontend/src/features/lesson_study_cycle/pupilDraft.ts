/** Case pupils as a form has them. Pure. */
import type { Attribute, PupilOut } from './shapes'

export const LABELS = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export const ADVISED = 3

/** All that may be said of a pupil beside the letter. */
export const ATTRIBUTES: Attribute[] = [
  'higher_prior',
  'middle_prior',
  'lower_prior',
  'quiet',
  'talkative',
  'confident',
  'unsure',
  'new_to_english',
  'multilingual',
  'reads_below_age',
  'writes_little',
  'extra_support',
  'often_absent',
  'premium',
]

export type PupilDraft = Omit<PupilOut, 'id'>

const begun = (label: string): PupilDraft => ({ label, attributes: [], typifies: '' })

/** Three to begin with, as most groups have. */
export const draftOf = (pupils: PupilOut[]): PupilDraft[] =>
  pupils.length > 0
    ? pupils.map(({ label, attributes, typifies }) => ({ label, attributes, typifies }))
    : LABELS.slice(0, ADVISED).map(begun)

/** With one more, under the first letter that is free; the same when all are taken. */
export function withOneMore(pupils: PupilDraft[]): PupilDraft[] {
  const label = LABELS.find(one => pupils.every(pupil => pupil.label !== one))
  return label ? [...pupils, begun(label)].sort((a, b) => a.label.localeCompare(b.label)) : pupils
}
