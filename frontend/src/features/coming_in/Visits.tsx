import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import listed from '../../ui/Listed.module.css'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import { visitsQuery } from './queries'
import { VisitRow } from './VisitRow'

/** Who from outside is or was let in to help, why, and until when. */
export function Visits() {
  const { t } = useTranslation('comingIn')
  const query = useInfiniteQuery(visitsQuery)
  const count = query.data ? itemsOf(query.data).filter(visit => visit.is_on).length : undefined
  return (
    <Page
      narrow
      name={t('support.nav')}
      title={
        count === undefined ? t('support.nav') : count === 0 ? t('support.none') : t('support.on', { count })
      }
      actions={
        <ButtonLink variant="light" to="/school/support/new">
          {t('support.letIn')}
        </ButtonLink>
      }
    >
      <div className="stack">
        <p className="prose">{t('support.lead')}</p>
        <p>
          <Link to="/school/audit" search={{ action: 'support.asked' }} className="text-link">
            {t('support.toLog')}
          </Link>
        </p>
        <Loaded query={query} next={<ToToday />}>
          {data => {
            const visits = itemsOf(data)
            if (visits.length === 0)
              return <EmptyState title={t('support.emptyTitle')}>{t('support.empty')}</EmptyState>
            return (
              <ul className={`panel ${listed.rows}`}>
                {visits.map(visit => (
                  <VisitRow key={visit.id} visit={visit} />
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
