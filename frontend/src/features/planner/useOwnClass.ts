import { useTranslation } from 'react-i18next'
import type { Observer } from './week'

/** What becomes of an observer's own class: in a plan, who would be asked; once it is booked, how the cover stands. */
export function useOwnClass(): (observer: Observer) => string {
  const { t } = useTranslation('planner')
  return ({ release, cover, class_name, cover_by_name }) => {
    const words = { class: class_name, name: cover_by_name ?? '' }
    if (cover === 'cover_lead') return t('own.external', words)
    return cover === null || cover === 'to_ask' ? t(`own.${release}`, words) : t(`own.${cover}`, words)
  }
}
