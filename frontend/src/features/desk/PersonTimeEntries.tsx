import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { LedgerEntries } from '../../ui/LedgerEntries'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import { entriesOfQuery } from './queries'

/** What moved one colleague's minutes, newest first. */
export function PersonTimeEntries({ staffId, isClosed }: { staffId: string; isClosed: boolean }) {
  const { t } = useTranslation('desk')
  const query = useInfiniteQuery(entriesOfQuery(staffId))
  return (
    <Section plain title={t('person.entries')}>
      <Loaded query={query}>
        {data => {
          const entries = itemsOf(data)
          if (entries.length === 0) return <p className="quiet">{t('person.entriesEmpty')}</p>
          return <LedgerEntries entries={entries} isClosed={isClosed} />
        }}
      </Loaded>
      <LoadMore query={query} />
    </Section>
  )
}
