/** What a person says to a list of staff, and the request it makes. Pure. */
import type { Schema } from '../../api/client'

export type Field = Schema<'ChangedField'>

/** Who somebody in doubt is: the id of a colleague, somebody new, or nobody to take. */
export type Word = string | 'new' | 'out'

export type Choices = {
  words: Readonly<Record<number, Word>>
  joinersOut: readonly number[]
  /** By row: the fields that stay as they are, and how many there are in all. */
  changesOut: Readonly<Record<number, { out: readonly Field[]; of: number }>>
  /** Who leaves; the day is the list's own, and null where it gives none. */
  leavers: Readonly<Record<string, string | null>>
  lastDay: string
  takesBack: boolean
}

export const noChoices = (lastDay: string): Choices => ({
  words: {},
  joinersOut: [],
  changesOut: {},
  leavers: {},
  lastDay,
  takesBack: false,
})

/** What can be changed of the choices, and by whom it is told. */
export type PartProps = {
  importId: string
  choices: Choices
  change: (part: Partial<Choices>) => void
}

export const toggled = <T>(list: readonly T[], one: T, isIn: boolean): T[] =>
  isIn ? [...list.filter(other => other !== one), one] : list.filter(other => other !== one)

export function withField(
  choices: Choices,
  row: number,
  field: Field,
  of: number,
  isTaken: boolean,
): Choices {
  const out = toggled(choices.changesOut[row]?.out ?? [], field, !isTaken)
  return { ...choices, changesOut: { ...choices.changesOut, [row]: { out, of } } }
}

export function withLeaver(choices: Choices, staffId: string, day: string | null, leaves: boolean): Choices {
  const { [staffId]: _, ...others } = choices.leavers
  return { ...choices, leavers: leaves ? { ...others, [staffId]: day } : others }
}

/** Whether somebody leaves on the day chosen here, and none is. */
export const lacksDay = ({ leavers, lastDay }: Choices): boolean =>
  !lastDay && Object.values(leavers).some(day => day === null)

/** How many join, leave and change, of those whom the list names in each group. */
export function countsOf(choices: Choices, groups: Readonly<Record<string, number>>) {
  const news = Object.values(choices.words).filter(word => word === 'new').length
  const kept = Object.values(choices.changesOut).filter(({ out, of }) => out.length === of).length
  return {
    join: (groups.joiners ?? 0) - choices.joinersOut.length + news,
    leave: Object.keys(choices.leavers).length,
    change: (groups.changed ?? 0) - kept,
  }
}

/** How many in doubt nobody has said anything of. */
export const unsaid = (choices: Choices, groups: Readonly<Record<string, number>>): number =>
  (groups.doubtful ?? 0) - Object.keys(choices.words).length

export const bodyOf = (choices: Choices): Schema<'RosterCommit'> => ({
  words: Object.entries(choices.words).map(([row, word]) => ({
    row: Number(row),
    staff_id: word === 'new' || word === 'out' ? null : word,
    leave_out: word === 'out',
  })),
  leavers: Object.entries(choices.leavers).map(([staff_id, day]) => ({
    staff_id,
    left_on: day ?? choices.lastDay,
  })),
  joiners_left_out: [...choices.joinersOut],
  changes_left_out: Object.entries(choices.changesOut)
    .filter(([, { out }]) => out.length > 0)
    .map(([row, { out }]) => ({ row: Number(row), fields: [...out] })),
  take_back_minutes: choices.takesBack,
})
