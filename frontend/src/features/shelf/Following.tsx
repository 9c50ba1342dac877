import { VisuallyHidden } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/me'
import { itemsOf } from '../../api/paged'
import { DigestSwitch } from '../../ui/DigestSwitch'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { AddFollow } from './AddFollow'
import { Cards } from './Cards'
import { CardsSkeleton } from './CardsSkeleton'
import classes from './Following.module.css'
import { FollowRow } from './FollowRow'
import { mayFollow } from './mayFollow'
import { followsQuery, newsQuery } from './queries'

/** What I follow, what is new there, and whether it comes by e-mail. */
export function Following() {
  return mayFollow(useMe()) ? <Mine /> : <Guest />
}

function Guest() {
  const { t } = useTranslation('shelf')
  return (
    <Page name={t('following.name')} title={t('following.name')}>
      <EmptyState
        title={t('following.guest')}
        action={
          <Link to="/fair" className="text-link">
            {t('finding.toFair')}
          </Link>
        }
      >
        {t('following.guestDetail')}
      </EmptyState>
    </Page>
  )
}

function Mine() {
  const { t } = useTranslation('shelf')
  const follows = useInfiniteQuery(followsQuery)
  const news = useInfiniteQuery(newsQuery)
  const count = follows.data ? itemsOf(follows.data).length : 0
  return (
    <Page
      name={t('following.name')}
      eyebrow={
        <Link to="/fair" className="text-link">
          {t('name')}
        </Link>
      }
      title={follows.data && count === 0 ? t('following.titleNone') : t('following.title')}
    >
      <div className="beside">
        <section aria-labelledby="following-news">
          <VisuallyHidden>
            <h2 id="following-news">{t('news.heading')}</h2>
          </VisuallyHidden>
          <Loaded query={news} skeleton={<CardsSkeleton count={4} />}>
            {data => {
              const cards = itemsOf(data)
              if (cards.length > 0) return <Cards cards={cards} />
              return (
                <EmptyState title={t(count > 0 ? 'news.none' : 'news.nothingFollowed')}>
                  {count > 0 ? t('news.noneDetail') : t('news.nothingFollowedDetail')}
                </EmptyState>
              )
            }}
          </Loaded>
          <LoadMore query={news} />
        </section>
        <div className="stack">
          <Section title={t('following.heading')}>
            <Loaded query={follows}>
              {data => (
                <ul className={classes.follows}>
                  {itemsOf(data).map(follow => (
                    <FollowRow key={follow.id} follow={follow} />
                  ))}
                </ul>
              )}
            </Loaded>
            <LoadMore query={follows} />
            <AddFollow />
          </Section>
          <DigestSwitch />
        </div>
      </div>
    </Page>
  )
}
