import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { figure } from '../../lib/minutes'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import classes from './Desk.module.css'
import { GrantsTable } from './GrantsTable'
import { sumOf } from './grants'
import { grantsQuery } from './queries'

/** What the school gave this year and took back: each act with who, when and why, and their sum. */
export function Grants() {
  const { t } = useTranslation('desk')
  const query = useInfiniteQuery(grantsQuery)
  const all = query.data && itemsOf(query.data)
  const isWhole = all && !query.hasNextPage && all.length > 0
  return (
    <Page
      name={t('grants.name')}
      title={isWhole ? t('grants.titleSum', { minutes: figure(sumOf(all)) }) : t('grants.title')}
    >
      <div className={`stack ${classes.fits}`}>
        <p className="quiet">{t('grants.lead')}</p>
        <Loaded query={query} next={<ToToday />}>
          {data => {
            const grants = itemsOf(data)
            if (grants.length === 0)
              return (
                <EmptyState
                  title={t('grants.empty')}
                  action={
                    <ButtonLink to="/desk/allocate" variant="light">
                      {t('allocate')}
                    </ButtonLink>
                  }
                >
                  {t('grants.emptyDetail')}
                </EmptyState>
              )
            return <GrantsTable grants={grants} isWhole={!query.hasNextPage} />
          }}
        </Loaded>
        <div>
          <LoadMore query={query} />
        </div>
      </div>
    </Page>
  )
}
