import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { longDate } from '../../lib/dates'
import { figure } from '../../lib/minutes'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { ToToday } from '../../ui/ToToday'
import { Downloads } from './Downloads'
import { filesOf } from './files'
import { NoYear } from './NoYear'
import { yearStatementQuery } from './queries'
import { SchoolSheet } from './SchoolSheet'
import classes from './Statement.module.css'
import { YearChoice } from './YearChoice'

/** The school's year of protected time: what was given, where it went, and what cover it took. */
export function SchoolYear() {
  const { t } = useTranslation('statements')
  const { year } = useSearch({ from: '/signed-in/desk/statement' })
  const query = useQuery(yearStatementQuery(year))
  const told = query.data
  const title = !told
    ? t('school.name')
    : t(told.allocated_minutes === 0 ? 'school.titleNothing' : 'school.title', {
        year: told.year_name,
        spent: figure(told.spent_minutes),
        allocated: figure(told.allocated_minutes),
      })
  return (
    <div className={classes.paper}>
      <Page
        name={t('school.name')}
        title={title}
        eyebrow={told && !told.closed_at && t('open', { day: longDate(told.as_of) })}
        actions={
          told && (
            <>
              <YearChoice shown={told.year_id} />
              <Downloads files={filesOf('year-statement', ['pdf', 'csv', 'xlsx'], { year: told.year_id })} />
            </>
          )
        }
      >
        <Loaded query={query} next={<ToToday />} skeleton={<SkeletonRows rows={5} height={88} />}>
          {loaded => (loaded ? <SchoolSheet key={loaded.year_id} told={loaded} /> : <NoYear />)}
        </Loaded>
      </Page>
    </div>
  )
}
