/** How a cycle is set up, as a form has it. Pure. */
import type { Schema } from '../../api/client'
import type { CycleOut } from './shapes'

export type Choices = {
  title: string
  mode: 'full' | 'light'
  lessons: string
  protocol: 'uk' | 'lsa'
  other: string
  earlier: string
}

export const begun: Choices = {
  title: '',
  mode: 'full',
  lessons: '2',
  protocol: 'uk',
  other: '',
  earlier: '',
}

export const choicesOf = (cycle: CycleOut): Choices => ({
  title: cycle.title,
  mode: cycle.mode,
  lessons: String(cycle.lessons_planned),
  protocol: cycle.protocol,
  other: cycle.other?.staff_id ?? '',
  earlier: cycle.earlier?.id ?? '',
})

/** As the API takes them. */
export const bodyOfChoices = ({ title, mode, lessons, protocol, other, earlier }: Choices) =>
  ({
    title: title.trim(),
    mode,
    lessons_planned: Number(lessons),
    protocol,
    other_id: other || null,
    earlier_id: earlier || null,
  }) satisfies Partial<Schema<'CycleIn'>>
