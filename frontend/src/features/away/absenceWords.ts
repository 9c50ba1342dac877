import type { TFunction } from 'i18next'
import { shortDay } from '../../lib/dates'
import { clock } from '../../lib/minutes'

type When = { starts_on: string; ends_on: string; start: string | null; end: string | null }

/** When somebody is not in school, as people say it. */
export function whenInWords(t: TFunction<'away'>, { starts_on, ends_on, start, end }: When): string {
  const first = shortDay(starts_on)
  const last = shortDay(ends_on)
  if (starts_on === ends_on) {
    if (start && end) return t('absences.between', { day: first, start: clock(start), end: clock(end) })
    if (!start && !end) return `${first}, ${t('absences.whole').toLowerCase()}`
  }
  if (!start && !end) return t('absences.wholeDays', { first, last })
  return [
    start ? t('absences.from', { first, start: clock(start) }) : first,
    end ? t('absences.until', { last, end: clock(end) }) : starts_on === ends_on ? '' : last,
  ]
    .filter(Boolean)
    .join(' ')
}
