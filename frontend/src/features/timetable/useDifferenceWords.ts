import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { clock } from '../../lib/minutes'
import { joined } from './changes'

type Difference = Schema<'DifferenceOut'>
type Lesson = Schema<'LessonSide'>
type Sides = { what: string; was: string; now: string }

/** A difference as a line: what it is about, how it was, how it will be. */
export function useDifferenceWords(): (one: Difference) => Sides {
  const { t } = useTranslation('timetable')
  const place = ({ cycle_day, period }: Pick<Lesson, 'cycle_day' | 'period'>) =>
    joined(cycle_day, period || t('changes.wholeDay'))
  const lesson = (one: Lesson | null | undefined) => joined(one?.class_name, one?.subject)
  const people = (one: Lesson | null | undefined) => one?.teacher_names.join(', ') ?? ''
  const where = (one: Lesson | null | undefined) =>
    one ? joined(place(one), one.room) : t('changes.nothing')
  const times = (one: Schema<'BellSide'> | null | undefined) =>
    one ? t('changes.times', { start: clock(one.start), end: clock(one.end) }) : t('changes.nothing')
  const mark = (one: Schema<'MarkSide'> | null | undefined) =>
    one
      ? joined(t(`changes.mark.${one.kind}`), one.note === t(`changes.mark.${one.kind}`) ? '' : one.note)
      : t('changes.nothing')
  return one => {
    const [before, after] = [one.lesson_before, one.lesson_after]
    const side = before ?? after
    const about = side ? t('changes.about', { lesson: lesson(side), people: people(side) }) : ''
    switch (one.kind) {
      case 'teacher_gone':
        return {
          what: one.staff_name,
          was: t('changes.lessons', { count: one.lesson_count }),
          now: t('changes.nothing'),
        }
      case 'teacher_new':
        return {
          what: one.staff_name,
          was: t('changes.nothing'),
          now: t('changes.lessons', { count: one.lesson_count }),
        }
      case 'teachers':
        return {
          what: t('changes.at', { place: place(one), lesson: lesson(before) }),
          was: people(before),
          now: people(after),
        }
      case 'room': {
        const rooms = [before?.room || t('changes.noRoom'), after?.room || t('changes.noRoom')] as const
        return { what: t('changes.at', { place: place(one), lesson: about }), was: rooms[0], now: rooms[1] }
      }
      case 'lesson':
        return {
          what: t('changes.at', { place: place(one), lesson: people(before) }),
          was: lesson(before),
          now: lesson(after),
        }
      case 'bell':
        return { what: place(one), was: times(one.bell_before), now: times(one.bell_after) }
      case 'mark':
        return {
          what: t('changes.at', { place: place(one), lesson: one.staff_name }),
          was: mark(one.mark_before),
          now: mark(one.mark_after),
        }
      default:
        return { what: about, was: where(before), now: where(after) }
    }
  }
}
