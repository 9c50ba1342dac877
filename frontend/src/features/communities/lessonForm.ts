/** An open lesson as it is typed: what is wrong with it, and what is sent. Pure. */
import type { Schema } from '../../api/client'
import type { Lesson } from './queries'

export type LessonValues = {
  kind: Lesson['kind']
  title: string
  focus: string
  about: string
  where_held: string
  held_on: string
  starts: string
  ends: string
  places: number | string
  open_to: Lesson['open_to']
}

const PLACES_MAX = 200

export const emptyLesson = (hasTrust: boolean): LessonValues => ({
  kind: 'research_lesson',
  title: '',
  focus: '',
  about: '',
  where_held: '',
  held_on: '',
  starts: '09:00',
  ends: '12:00',
  places: 6,
  open_to: hasTrust ? 'trust' : 'everyone',
})

export const lessonValues = (lesson: Lesson): LessonValues => ({
  kind: lesson.kind,
  title: lesson.title,
  focus: lesson.focus,
  about: lesson.about,
  where_held: lesson.where_held,
  held_on: lesson.held_on,
  starts: lesson.starts.slice(0, 5),
  ends: lesson.ends.slice(0, 5),
  places: lesson.places,
  open_to: lesson.open_to,
})

/** What may change once it is open; what it is and to whom stays. */
export const lessonEdit = ({ kind, open_to, ...values }: LessonValues): Schema<'OpenLessonEdit'> => ({
  ...values,
  title: values.title.trim(),
  focus: values.focus.trim(),
  where_held: values.where_held.trim(),
  places: Number(values.places),
})

export const lessonBody = (values: LessonValues): Schema<'OpenLessonIn'> => ({
  ...lessonEdit(values),
  kind: values.kind,
  open_to: values.open_to,
})

export type LessonFault =
  | 'lesson.titleBad'
  | 'form.dayBad'
  | 'form.timeBad'
  | 'form.orderBad'
  | 'lesson.placesBad'

export function lessonFaults(values: LessonValues): Partial<Record<keyof LessonValues, LessonFault>> {
  const { title, held_on, starts, ends } = values
  const places = Number(values.places)
  return {
    ...(title.trim() ? {} : { title: 'lesson.titleBad' as const }),
    ...(held_on ? {} : { held_on: 'form.dayBad' as const }),
    ...(starts ? {} : { starts: 'form.timeBad' as const }),
    ...(ends
      ? !starts || starts < ends
        ? {}
        : { ends: 'form.orderBad' as const }
      : { ends: 'form.timeBad' as const }),
    ...(Number.isInteger(places) && places >= 1 && places <= PLACES_MAX
      ? {}
      : { places: 'lesson.placesBad' as const }),
  }
}
