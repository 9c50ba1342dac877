import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { figure } from '../../lib/minutes'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { ToToday } from '../../ui/ToToday'
import { GoBackForm } from './GoBackForm'
import { versionsQuery, yearQuery } from './queries'

/** An earlier timetable, what it would change, and the way back to it. */
export function GoBack() {
  const { t } = useTranslation('timetable')
  const { versionId } = useParams({ from: '/signed-in/school/timetable/back/$versionId' })
  const query = useInfiniteQuery(versionsQuery)
  const year = useQuery(yearQuery)
  const version = query.data && itemsOf(query.data).find(one => one.id === versionId)
  const { hasNextPage, fetchStatus, error, fetchNextPage } = query
  // Opened afresh, only the newest are here: older ones are asked for until it is found or there are no more.
  const goesOn = !version && hasNextPage && fetchStatus === 'idle' && !error
  const pageCount = query.data?.pages.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that came at once may leave `goesOn` as it was.
  useEffect(() => {
    if (goesOn) void fetchNextPage()
  }, [goesOn, pageCount, fetchNextPage])
  const name = version ? t('goBack.name', { number: version.number }) : t('goBack.nameLoading')
  return (
    <Page
      name={name}
      title={version ? t('goBack.title', { number: version.number }) : name}
      aside={
        version &&
        t('goBack.aside', {
          teachers: version.teacher_count,
          lessons: figure(version.lesson_count),
        })
      }
    >
      <Loaded query={query} next={<ToToday />}>
        {() =>
          version ? (
            <Loaded query={year}>
              {current => <GoBackForm version={version} {...(current ? { year: current } : {})} />}
            </Loaded>
          ) : hasNextPage ? (
            error ? (
              <RefusedNotice error={error} onRetry={() => void fetchNextPage()} next={<ToToday />} />
            ) : (
              <SkeletonRows />
            )
          ) : (
            <EmptyState
              title={t('goBack.notThere')}
              action={
                <Link to="/school/timetable" className="text-link">
                  {t('goBack.toVersions')}
                </Link>
              }
            />
          )
        }
      </Loaded>
    </Page>
  )
}
