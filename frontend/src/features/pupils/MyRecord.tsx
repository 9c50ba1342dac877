import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import { AuditRow } from './AuditRow'
import classes from './Pupils.module.css'
import { myRecordQuery } from './queries'

/** What one did oneself, sign-ins too, newest first. Nobody else reads it. */
export function MyRecord() {
  const { t } = useTranslation('pupils')
  const query = useInfiniteQuery(myRecordQuery)
  return (
    <Page narrow name={t('record.name')} title={t('record.title')}>
      <p className="prose" style={{ marginBottom: '0.5rem' }}>
        {t('record.lead')}
      </p>
      <p style={{ marginBottom: '1rem' }}>
        <Link to="/sessions" className="text-link">
          {t('record.sessions')}
        </Link>
      </p>
      <Loaded query={query} next={<ToToday />}>
        {data => {
          const lines = itemsOf(data)
          if (lines.length === 0)
            return <EmptyState title={t('record.none')}>{t('record.noneDetail')}</EmptyState>
          return (
            <ul className={`panel ${classes.lines}`}>
              {lines.map(line => (
                <AuditRow key={line.id} line={line} />
              ))}
            </ul>
          )
        }}
      </Loaded>
      <LoadMore query={query} />
    </Page>
  )
}
