import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { itemsOf } from '../../api/paged'
import { shortDay } from '../../lib/dates'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import classes from './Communities.module.css'
import { type CommunityLine, communitiesQuery } from './queries'

/** Research learning communities that one's school is in or could join. */
export function Communities() {
  const { t } = useTranslation('communities')
  const me = useMe()
  const query = useInfiniteQuery(communitiesQuery)
  const begin = holds(me, 'cpd_lead', 'head') && (
    <ButtonLink to="/together/communities/new">{t('communities.begin')}</ButtonLink>
  )
  return (
    <Page name={t('communities.name')} title={t('communities.title')} actions={begin}>
      <div className="stack">
        <p className={classes.lead}>{t('communities.lead')}</p>
        <Loaded query={query}>
          {data => {
            const found = itemsOf(data)
            if (found.length === 0)
              return <EmptyState title={t('communities.empty')}>{t('communities.emptyDetail')}</EmptyState>
            return (
              <ul className={classes.rows}>
                {found.map(one => (
                  <CommunityRow key={one.id} community={one} />
                ))}
              </ul>
            )
          }}
        </Loaded>
        <LoadMore query={query} />
      </div>
    </Page>
  )
}

function CommunityRow({ community }: { community: CommunityLine }) {
  const { t } = useTranslation('communities')
  const { schools, schools_max, workshop_on, evaluation_on } = community
  return (
    <li>
      <div>
        <p className={classes.title}>
          <Link to="/together/communities/$communityId" params={{ communityId: community.id }}>
            {community.name}
          </Link>
        </p>
        <p className="small">{community.focus}</p>
        <p className="small quiet numbers">
          {[
            t('communities.by', { school: community.school_name }),
            t('communities.schools', { count: schools, most: schools_max }),
            t('communities.dates', { from: shortDay(workshop_on), to: shortDay(evaluation_on) }),
          ].join(', ')}
        </p>
      </div>
      <p className={`small ${community.is_joined ? classes.has : ''}`}>
        {community.state === 'closed'
          ? t('communities.closed')
          : community.is_joined && t('communities.joined')}
      </p>
    </li>
  )
}
