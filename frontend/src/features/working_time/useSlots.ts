import { useTranslation } from 'react-i18next'
import type { Slot } from './year'

/** Places of the timetable as people name them: "A Monday P3, B Friday". */
export function useSlots(): (slots: Slot[]) => string {
  const { t } = useTranslation('workingTime')
  return slots =>
    slots.map(({ day, period }) => (period === null ? day : t('mine.slot', { day, period }))).join(', ')
}
