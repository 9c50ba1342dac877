import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { figure } from '../../lib/minutes'
import type { ChangeSource } from './changeSource'
import { differencesQuery, touchedQuery } from './queries'

const ALL = { kind: '', words: '' } as const

/** What a new timetable would do, for the words of its button; null while it is being found out. */
export function useConsequences(source: ChangeSource | null): string | null {
  const { t } = useTranslation('timetable')
  const asked = source ?? { of: 'version', id: '', startsOn: '' }
  const differences = useInfiniteQuery({ ...differencesQuery(asked, ALL), enabled: source !== null })
  const touched = useInfiniteQuery({ ...touchedQuery(asked), enabled: source !== null })
  // What cannot be compared is refused in the same words when it is committed.
  if (source !== null && (differences.error || touched.error)) return ''
  const [told, rounds] = [differences.data?.pages[0], touched.data?.pages[0]]
  if (source === null || !told || !rounds) return null
  const again =
    (rounds.count > 0 ? t('run.commit.rounds', { count: rounds.count }) : '') +
    (rounds.meeting_count > 0 ? t('run.commit.meetings', { count: rounds.meeting_count }) : '')
  if (told.base_number === null) return again
  if (told.total === 0) return t('run.commit.nothing') + again
  return t('run.commit.change', { count: told.total, changes: figure(told.total) }) + again
}
