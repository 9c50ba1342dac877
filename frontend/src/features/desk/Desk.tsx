import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { figure } from '../../lib/minutes'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { ToToday } from '../../ui/ToToday'
import { CoverBurden } from './CoverBurden'
import classes from './Desk.module.css'
import { FindingsWaiting } from './FindingsWaiting'
import { GroupsTable } from './GroupsTable'
import { HalfTerms } from './HalfTerms'
import { deskQuery } from './queries'
import { YearFigures } from './YearFigures'

/** Whether the year's minutes find their place, and what is in the way. */
export function Desk() {
  const { t } = useTranslation('desk')
  const query = useQuery(deskQuery)
  const desk = query.data
  return (
    <Page
      name={t('name')}
      eyebrow={desk && t('year', { year: desk.year_name })}
      title={desk ? titleOf(desk) : desk === null ? t('noYear') : t('name')}
      actions={
        desk && (
          <Button
            component={Link}
            to="/desk/allocate"
            variant={desk.teachers_without_time > 0 ? 'filled' : 'default'}
          >
            {t('allocate')}
          </Button>
        )
      }
    >
      <Loaded query={query} next={<ToToday />} skeleton={<SkeletonRows rows={5} height={88} />}>
        {loaded =>
          loaded ? (
            <Whole desk={loaded} />
          ) : (
            <EmptyState
              title={t('noYearDetail')}
              action={
                <Button component={Link} to="/school/calendar">
                  {t('noYearAct')}
                </Button>
              }
            />
          )
        }
      </Loaded>
    </Page>
  )

  function titleOf({ unplaced_minutes, allocated_minutes }: Schema<'DeskOut'>) {
    const words = { unplaced: figure(unplaced_minutes), allocated: figure(allocated_minutes) }
    if (allocated_minutes === 0) return t('title.nothing')
    return unplaced_minutes === 0 ? t('title.all', words) : t('title.unplaced', words)
  }
}

function Whole({ desk }: { desk: Schema<'DeskOut'> }) {
  const { t } = useTranslation('desk')
  return (
    <div className={classes.desk}>
      <YearFigures desk={desk} />
      <FindingsWaiting />
      {desk.teachers_without_time > 0 && (
        <Notice
          tone="needs"
          title={t('without', { count: desk.teachers_without_time })}
          action={
            <Button component={Link} to="/desk/allocate" variant="default" size="sm">
              {t('allocate')}
            </Button>
          }
        >
          {t('withoutDetail')}
        </Notice>
      )}
      {desk.stale_rounds > 0 && (
        <Notice
          tone="needs"
          title={t('stale', { count: desk.stale_rounds })}
          action={
            <a href="#groups" className="text-link">
              {t('staleAct')}
            </a>
          }
        >
          {t('staleDetail')}
        </Notice>
      )}
      <div className={classes.two}>
        <HalfTerms desk={desk} />
        <CoverBurden desk={desk} />
      </div>
      <div id="groups">
        <GroupsTable groups={desk.groups} />
      </div>
    </div>
  )
}
