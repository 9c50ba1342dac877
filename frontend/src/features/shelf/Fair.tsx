import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { holds, meQuery } from '../../api/me'
import { itemsOf } from '../../api/paged'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { Cards } from './Cards'
import { CardsSkeleton } from './CardsSkeleton'
import classes from './Fair.module.css'
import { Filters } from './Filters'
import { ListHead } from './ListHead'
import { mayFollow } from './mayFollow'
import { News } from './News'
import { NothingFound } from './NothingFound'
import { shelfQuery } from './queries'
import { isNarrowed } from './shelf'

/** What teachers found: newest first, to search and to follow. Anyone may read it. */
export function Fair({ day, drafts }: { day?: ReactNode; drafts?: ReactNode }) {
  const { t } = useTranslation('shelf')
  const search = useSearch({ from: '/open/fair' })
  const { data: me } = useQuery(meQuery)
  const query = useInfiniteQuery(shelfQuery(search))
  const narrowed = isNarrowed(search)
  const first = query.data?.pages[0]
  const isStaff = me && holds(me, 'teacher', 'cpd_lead', 'cover_lead', 'head')
  return (
    <Page name={t('name')} title={<span className={classes.title}>{t('title')}</span>}>
      <div className={classes.fair}>
        {!narrowed && (
          <div className={classes.intro}>
            <p className={classes.lead}>{t('lead')}</p>
            {day}
          </div>
        )}
        {me && !narrowed && (
          <div className={classes.own}>
            {isStaff && drafts}
            {me && mayFollow(me) && <News />}
          </div>
        )}
        <Filters search={search} facets={first?.facets} />
        <section aria-labelledby="fair-list">
          <ListHead search={search} found={first} />
          <Loaded query={query} skeleton={<CardsSkeleton />}>
            {data => {
              const cards = itemsOf(data)
              if (cards.length === 0) return <NothingFound isNarrowed={narrowed} />
              return <Cards cards={cards} hasLead={!narrowed} />
            }}
          </Loaded>
          <LoadMore query={query} />
        </section>
        <footer className={classes.foot}>{t('foot')}</footer>
      </div>
    </Page>
  )
}
