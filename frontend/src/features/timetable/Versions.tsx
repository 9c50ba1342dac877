import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { itemsOf } from '../../api/paged'
import { shortDay } from '../../lib/dates'
import { figure } from '../../lib/minutes'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { versionsQuery } from './queries'
import { VersionTable } from './VersionTable'

type Version = Schema<'VersionOut'>

/** Every timetable the school has had, and the way to the next. */
export function Versions() {
  const { t } = useTranslation('timetable')
  const { stale } = useSearch({ from: '/signed-in/school/timetable' })
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
        {stale && (
          <Notice
            tone="needs"
            title={t('versions.stale', { count: stale })}
            action={
              <div className="row">
                <Link to="/planner" className="text-link">
                  {t('versions.staleRepair')}
                </Link>
                <Link to="/desk" hash="groups" className="text-link">
                  {t('versions.staleGroups')}
                </Link>
              </div>
            }
          >
            {t('versions.staleDetail')}
          </Notice>
        )}
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
