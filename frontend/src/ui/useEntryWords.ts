import { useTranslation } from 'react-i18next'
import type { Schema } from '../api/client'
import { shortDay } from '../lib/dates'
import { countsNow } from '../lib/ledger'
import { inMinutes } from '../lib/minutes'

type Entry = Schema<'EntryOut'>

/** An entry of the ledger in words: what it was, of which pot, and what has become of it. */
export function useEntryWords() {
  const { t } = useTranslation('ledger')
  const { t: common } = useTranslation()
  const pot = ({ category, to_category, to_year_name }: Entry) => {
    const from = common(`pot.${category}`)
    if (!to_category) return from
    const to = common(`pot.${to_category}`)
    return to_year_name
      ? t('entries.fromToYear', { from, to, year: to_year_name })
      : t('entries.fromTo', { from, to })
  }
  return (entry: Entry) => ({
    day: shortDay(entry.held_on ?? entry.made_at),
    /** When it was written, where that is another day than the one it is about. */
    written:
      entry.held_on && entry.held_on !== entry.made_at.slice(0, 10)
        ? t('entries.writtenOn', { day: shortDay(entry.made_at) })
        : '',
    what: t(`kind.${entry.corrects_id ? 'correction' : entry.kind}`),
    pot: pot(entry),
    minutes: inMinutes(entry.minutes),
    source: entry.source === 'protected' ? '' : t(`source.${entry.source}`),
    now: entry.corrected_minutes === null ? '' : t('entries.now', { minutes: inMinutes(countsNow(entry)) }),
  })
}
