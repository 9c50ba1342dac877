import { useTranslation } from 'react-i18next'
import { longDay } from '../../lib/dates'
import { clock } from '../../lib/minutes'
import type { Lesson } from './queries'

/** When a lesson is and whether there is a place, in words. */
export function useLessonWords() {
  const { t } = useTranslation('communities')
  return {
    when: ({ held_on, starts, ends }: Pick<Lesson, 'held_on' | 'starts' | 'ends'>) =>
      t('lessons.when', { day: longDay(held_on), start: clock(starts), end: clock(ends) }),
    places: (lesson: Pick<Lesson, 'state' | 'places' | 'taken' | 'my_booking_id'>) => {
      if (lesson.state === 'cancelled') return t('lessons.cancelled')
      if (lesson.my_booking_id) return t('lessons.booked')
      const left = lesson.places - lesson.taken
      return left > 0 ? t('lessons.left', { count: left }) : t('lessons.full', { places: lesson.places })
    },
  }
}
