import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { dateOfInstant } from '../../lib/instants'
import { Section } from '../../ui/Section'
import classes from './Fair.module.css'
import { followsQuery, newsQuery } from './queries'

const SHOWN = 3

/** New for you: the newest findings under what one follows. A fault here must not hide the fair. */
export function News() {
  const { t } = useTranslation('shelf')
  const { data: follows } = useInfiniteQuery(followsQuery)
  const isFollowing = follows !== undefined && itemsOf(follows).length > 0
  const { data } = useInfiniteQuery({ ...newsQuery, enabled: isFollowing })
  if (!follows) return null
  const newest = data ? itemsOf(data).slice(0, SHOWN) : []
  return (
    <Section
      title={t('news.heading')}
      side={
        <Link to="/following" className="text-link small">
          {t(isFollowing ? 'news.all' : 'news.start')}
        </Link>
      }
    >
      {!isFollowing && <p className="small quiet">{t('news.nothingFollowed')}</p>}
      {isFollowing && data && newest.length === 0 && <p className="small quiet">{t('news.none')}</p>}
      {newest.length > 0 && (
        <ul className={classes.news}>
          {newest.map(card => (
            <li key={card.id}>
              <Link to="/fair/$findingId" params={{ findingId: card.id }} className="text-link">
                {card.title}
              </Link>
              <span className="small quiet">
                {card.focus}, {dateOfInstant(card.published_at)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
