import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { holds, meQuery } from '../../api/me'
import { itemsOf } from '../../api/paged'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { Card } from './Card'
import classes from './Fair.module.css'
import { Filters } from './Filters'
import { MyDrafts } from './MyDrafts'
import { fairQuery } from './queries'
import { tonesOf } from './tones'

/** What teachers found: newest first, to search and to follow. Anyone may read it. */
export function Fair() {
  const { t } = useTranslation('fair')
  const search = useSearch({ from: '/open/fair' })
  const { data: me } = useQuery(meQuery)
  const query = useInfiniteQuery(fairQuery(search))
  const isFiltered = Object.keys(search).length > 0
  const found = query.data ? itemsOf(query.data) : []
  const title = !isFiltered
    ? t('title')
    : query.data && !query.hasNextPage
      ? t('titleFound', { count: found.length })
      : t('titleFoundMore')
  return (
    <Page name={t('name')} title={title}>
      <div className={classes.fair}>
        {!isFiltered && <p className={classes.lead}>{t('lead')}</p>}
        {me && holds(me, 'teacher', 'cpd_lead', 'cover_lead', 'head') && <MyDrafts />}
        <Filters search={search} cards={found} />
        <section aria-label={t('list')}>
          <Loaded query={query}>
            {data => {
              const cards = itemsOf(data)
              if (cards.length === 0) return <Nothing isFiltered={isFiltered} />
              const tones = tonesOf(cards)
              return (
                <ul className={classes.cards}>
                  {cards.map((card, at) => (
                    <Card
                      key={card.id}
                      card={card}
                      tone={tones[at] ?? 'teal'}
                      isLead={at === 0 && !isFiltered}
                    />
                  ))}
                </ul>
              )
            }}
          </Loaded>
          <LoadMore query={query} />
        </section>
        <footer className={classes.foot}>
          {t('foot')} {t('follow')} <a href="/feeds/fair.json">{t('json')}</a>{' '}
          <a href="/feeds/fair.atom">{t('atom')}</a>
        </footer>
      </div>
    </Page>
  )
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation('fair')
  if (!isFiltered) return <EmptyState title={t('empty')}>{t('emptyDetail')}</EmptyState>
  return (
    <EmptyState
      title={t('none')}
      action={
        <Link to="/fair" search={{}} className="text-link">
          {t('clear')}
        </Link>
      }
    >
      {t('noneDetail')}
    </EmptyState>
  )
}
