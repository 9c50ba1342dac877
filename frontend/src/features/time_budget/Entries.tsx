import { NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { POTS } from '../../lib/ledger'
import { EmptyState } from '../../ui/EmptyState'
import { LedgerEntries } from '../../ui/LedgerEntries'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import { type Category, entriesQuery } from './queries'

/** Every movement of my minutes, newest first. Nothing here is ever changed, only put right by a new entry. */
export function Entries({ isClosed }: { isClosed: boolean }) {
  const { t } = useTranslation('time')
  const { t: common } = useTranslation()
  const [category, setCategory] = useState<Category | ''>('')
  const entries = useInfiniteQuery(entriesQuery(category || undefined))
  return (
    <Section
      title={t('entries.heading')}
      side={
        <NativeSelect
          className="no-print"
          aria-label={t('entries.show')}
          value={category}
          onChange={event => setCategory(event.currentTarget.value as Category | '')}
          data={[
            { value: '', label: t('entries.all') },
            ...POTS.map(value => ({ value, label: common(`pot.${value}`) })),
          ]}
        />
      }
    >
      <Loaded query={entries}>
        {({ pages }) => {
          const all = pages.flatMap(page => page.items)
          if (all.length === 0)
            return <EmptyState title={t('entries.empty')}>{t('entries.emptyDetail')}</EmptyState>
          return <LedgerEntries entries={all} isClosed={isClosed} />
        }}
      </Loaded>
      <LoadMore query={entries} />
    </Section>
  )
}
