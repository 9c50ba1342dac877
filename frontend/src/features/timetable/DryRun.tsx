import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { itemsOf } from '../../api/paged'
import { figure } from '../../lib/minutes'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { ToToday } from '../../ui/ToToday'
import { CommitForm } from './CommitForm'
import { Problems } from './Problems'
import { importQuery, versionsQuery, yearQuery } from './queries'
import { ReadOtherwise } from './ReadOtherwise'

/** What was understood of the files, to correct and to put in force. */
export function DryRun() {
  const { t } = useTranslation('timetable')
  const { importId } = useParams({ from: '/signed-in/school/timetable/import/$importId' })
  const query = useQuery(importQuery(importId))
  const year = useQuery(yearQuery)
  const versions = useInfiniteQuery(versionsQuery)
  const seen = query.data
  return (
    <Page
      name={t('run.name')}
      eyebrow={seen?.file_names.join(', ')}
      title={seen ? titleOf(seen) : t('run.name')}
      aside={
        seen &&
        t('run.aside', {
          classes: figure(seen.class_count),
          rooms: figure(seen.room_count),
          busy: figure(seen.busy_count),
        })
      }
    >
      <Loaded query={query} next={<ToToday />} skeleton={<SkeletonRows rows={6} height={72} />}>
        {loaded => (
          <div className="stack" style={{ gap: '2rem' }}>
            <ReadOtherwise key={loaded.id} seen={loaded} />
            {!loaded.covers_everyone && (
              <Notice title={t('run.onePerson')}>{t('run.onePersonDetail')}</Notice>
            )}
            <Problems seen={loaded} />
            {loaded.committed_version_id ? (
              <EmptyState
                title={t('run.committed')}
                action={
                  <Link to="/school/timetable" className="text-link">
                    {t('run.toVersions')}
                  </Link>
                }
              >
                {t('run.committedDetail')}
              </EmptyState>
            ) : (
              <Loaded query={year}>
                {current =>
                  current === null ? (
                    <EmptyState
                      title={t('run.noYear')}
                      action={
                        <Link to="/school/calendar" className="text-link">
                          {t('run.toCalendar')}
                        </Link>
                      }
                    >
                      {t('run.noYearDetail')}
                    </EmptyState>
                  ) : (
                    <Loaded query={versions}>
                      {pages => (
                        <CommitForm
                          key={loaded.id}
                          seen={loaded}
                          year={current}
                          isFirst={itemsOf(pages).length === 0}
                        />
                      )}
                    </Loaded>
                  )
                }
              </Loaded>
            )}
          </div>
        )}
      </Loaded>
    </Page>
  )

  function titleOf({ teachers, lesson_count, problem_count }: Schema<'ImportOut'>) {
    const words = { teachers: figure(teachers.length), lessons: figure(lesson_count) }
    if (problem_count === 0) return t('run.title', words)
    return t('run.titleProblems', { ...words, count: problem_count, problems: figure(problem_count) })
  }
}
