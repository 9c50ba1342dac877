import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { itemsOf } from '../../api/paged'
import { shortDay } from '../../lib/dates'
import { dateOfInstant } from '../../lib/instants'
import { figure } from '../../lib/minutes'
import columns from '../../ui/columns.module.css'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { versionsQuery } from './queries'

type Version = Schema<'VersionOut'>

/** Every timetable the school has had, and the way to the next. */
export function Versions() {
  const { t } = useTranslation('timetable')
  const query = useInfiniteQuery(versionsQuery)
  const all = query.data && itemsOf(query.data)
  const isEmpty = all?.length === 0
  const read = (
    <Button component={Link} to="/school/timetable/import" variant={isEmpty ? 'filled' : 'light'}>
      {t('versions.read')}
    </Button>
  )
  return (
    <Page name={t('name')} title={all ? titleOf(all) : t('name')} actions={!isEmpty && read}>
      <div className="stack">
        <Loaded query={query}>
          {data => {
            const versions = itemsOf(data)
            if (versions.length === 0)
              return (
                <EmptyState title={t('versions.empty')} action={read}>
                  {t('versions.emptyDetail')}
                </EmptyState>
              )
            return <VersionTable versions={versions} />
          }}
        </Loaded>
        <LoadMore query={query} />
        {!isEmpty && (
          <p className="small">
            {t('versions.byTeacher')}{' '}
            <Link to="/school/people" className="text-link">
              {t('versions.people')}
            </Link>
          </p>
        )}
      </div>
    </Page>
  )

  function titleOf(versions: Version[]) {
    const current = versions.find(version => version.is_current)
    const latest = versions[0]
    if (current) return t('versions.title', { number: current.number, lessons: figure(current.lesson_count) })
    return latest ? t('versions.titleLater', { day: shortDay(latest.starts_on) }) : t('versions.titleNone')
  }
}

function VersionTable({ versions }: { versions: Version[] }) {
  const { t } = useTranslation('timetable')
  return (
    <table className={`facts-table ${columns.snug}`} aria-label={t('versions.caption')}>
      <thead>
        <tr>
          <th scope="col">{t('versions.number')}</th>
          <th scope="col">{t('versions.from')}</th>
          <th scope="col">{t('versions.holds')}</th>
          <th scope="col" className={columns.wide}>
            {t('versions.files')}
          </th>
          <th scope="col" className={columns.wide}>
            {t('versions.committed')}
          </th>
        </tr>
      </thead>
      <tbody>
        {versions.map(version => (
          <tr key={version.id}>
            <th scope="row" className="numbers">
              {version.number}
            </th>
            <td>
              {shortDay(version.starts_on)}
              {version.is_current && (
                <span className="strong" style={{ color: 'var(--k-accent)' }}>
                  , {t('versions.now')}
                </span>
              )}
            </td>
            <td>
              {t('versions.count', {
                teachers: version.teacher_count,
                lessons: figure(version.lesson_count),
              })}
              {version.stale_rounds > 0 && (
                <div className="smaller quiet">{t('versions.stale', { count: version.stale_rounds })}</div>
              )}
            </td>
            <td className={`small quiet ${columns.wide}`}>{version.file_names.join(', ')}</td>
            <td className={`small quiet ${columns.wide}`}>{dateOfInstant(version.committed_at)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
