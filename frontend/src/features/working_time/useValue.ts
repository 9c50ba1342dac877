import { useTranslation } from 'react-i18next'
import { clock, figure, inMinutes } from '../../lib/minutes'
import { type Unit, wallOf } from './figures'

/** A figure with its unit, as people say it: "1,265 h", "195 days", "12:00". */
export function useValue(): (value: number | null, unit: Unit) => string {
  const { t } = useTranslation('workingTime')
  return (value, unit) => {
    if (value === null) return t('value.none')
    switch (unit) {
      case 'minutes':
        return inMinutes(value)
      case 'days':
        return t('value.days', { count: value })
      case 'percent':
        return t('value.percent', { value })
      case 'hours':
        return t('value.hours', { count: value, value: figure(value) })
      case 'times':
        return t('value.times', { count: value })
      case 'clock':
        return clock(wallOf(value))
    }
  }
}
