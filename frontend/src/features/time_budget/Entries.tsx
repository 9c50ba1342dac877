import { NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '../../lib/usePhone'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import { EntryList } from './EntryList'
import { EntryTable } from './EntryTable'
import { type Category, entriesQuery } from './queries'

const categories: Category[] = ['observe', 'cover', 'debrief_move']

/** Every movement of my minutes, newest first. Nothing here is ever changed, only added to. */
export function Entries() {
  const { t } = useTranslation('time')
  const { t: common } = useTranslation()
  const [category, setCategory] = useState<Category | ''>('')
  const entries = useInfiniteQuery(entriesQuery(category || undefined))
  const List = usePhone() ? EntryList : EntryTable
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
            ...categories.map(value => ({ value, label: common(`pot.${value}`) })),
          ]}
        />
      }
    >
      <Loaded query={entries}>
        {({ pages }) => {
          const all = pages.flatMap(page => page.items)
          if (all.length === 0)
            return <EmptyState title={t('entries.empty')}>{t('entries.emptyDetail')}</EmptyState>
          return <List entries={all} />
        }}
      </Loaded>
      <LoadMore query={entries} />
    </Section>
  )
}
