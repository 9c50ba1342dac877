import { SegmentedControl } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { ToToday } from '../../ui/ToToday'
import { NoYear } from './NoYear'
import { teachersQuery, workingTimeQuery } from './queries'
import { TeacherBars } from './TeacherBars'
import { TeacherTable } from './TeacherTable'
import { Unpublished } from './Unpublished'
import { useYear } from './useYear'
import { YearChoice } from './YearChoice'

/** Everybody's directed time against their cap, by name and in no other order. */
export function Teachers() {
  const { t } = useTranslation('workingTime')
  const { year } = useYear()
  const rules = useQuery(workingTimeQuery(year))
  const query = useInfiniteQuery({ ...teachersQuery(year), enabled: Boolean(rules.data) })
  const [view, setView] = useState('picture')
  const all = query.data && itemsOf(query.data)
  const isWhole = all && all.length > 0 && !query.hasNextPage
  return (
    <Page
      name={t('teachers.name')}
      eyebrow={
        <Link to="/school/directed-time" search={year ? { year } : {}} className="text-link">
          {t('calendar.name')}
        </Link>
      }
      title={
        isWhole && rules.data
          ? t('teachers.titleAll', { count: all.length, year: rules.data.year_name })
          : t('teachers.title')
      }
      actions={
        <>
          <YearChoice shown={rules.data?.year_id} />
          <SegmentedControl
            size="xs"
            className="no-print"
            aria-label={t('teachers.as')}
            value={view}
            onChange={setView}
            data={[
              { value: 'picture', label: t('teachers.picture') },
              { value: 'table', label: t('teachers.table') },
            ]}
          />
        </>
      }
    >
      <Loaded query={rules} next={<ToToday />} skeleton={<SkeletonRows rows={8} />}>
        {found =>
          found === null ? (
            <NoYear />
          ) : (
            <div className="stack">
              <p className="quiet">{t('teachers.lead')}</p>
              <Unpublished rules={found} />
              <Loaded query={query} next={<ToToday />} skeleton={<SkeletonRows rows={8} />}>
                {data => {
                  const teachers = itemsOf(data)
                  if (teachers.length === 0)
                    return (
                      <EmptyState
                        title={t('teachers.empty')}
                        action={
                          <ButtonLink to="/school/people" variant="light">
                            {t('teachers.toPeople')}
                          </ButtonLink>
                        }
                      >
                        {t('teachers.emptyDetail')}
                      </EmptyState>
                    )
                  return view === 'picture' ? (
                    <TeacherBars teachers={teachers} year={year} />
                  ) : (
                    <TeacherTable teachers={teachers} year={year} />
                  )
                }}
              </Loaded>
              <div>
                <LoadMore query={query} />
              </div>
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}
