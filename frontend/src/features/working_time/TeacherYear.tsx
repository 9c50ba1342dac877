import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { inMinutes } from '../../lib/minutes'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { ToToday } from '../../ui/ToToday'
import { Kept } from './Kept'
import { Lines } from './Lines'
import { type DirectedYear, teacherQuery } from './queries'
import { useYear } from './useYear'
import { Warnings } from './Warnings'
import classes from './WorkingTime.module.css'
import { YearFacts } from './YearFacts'
import { standing } from './year'

/** One teacher's directed year: the total, the cap and where it comes from, every line behind it. */
export function TeacherYear() {
  const { t } = useTranslation('workingTime')
  const { year } = useYear()
  const { staffId = '' } = useParams({ strict: false })
  const query = useQuery(teacherQuery(staffId, year))
  const found = query.data
  return (
    <Page
      name={found?.staff_name ?? t('person.name')}
      eyebrow={
        <Link to="/school/directed-time/teachers" search={year ? { year } : {}} className="text-link">
          {t('teachers.name')}
        </Link>
      }
      title={found ? titleOf(found) : t('person.name')}
      aside={found?.year_name}
    >
      <Loaded query={query} next={<ToToday />} skeleton={<SkeletonRows rows={6} />}>
        {loaded => (
          <div className="stack" style={{ gap: '1.5rem' }}>
            <YearFacts year={loaded} />
            <Warnings warnings={loaded.warnings} />
            <Kept staffId={loaded.staff_id} />
            <Lines year={loaded} />
            <Section title={t('person.volunteered')}>
              {loaded.voluntary.length === 0 ? (
                <p className="small quiet">{t('person.volunteeredNone')}</p>
              ) : (
                <ul className={classes.list}>
                  {loaded.voluntary.map(one => (
                    <li key={one.event_id} className={classes.line}>
                      <span>
                        <Link
                          to="/school/directed-time/events/$eventId"
                          params={{ eventId: one.event_id }}
                          search={year ? { year } : {}}
                          className="text-link"
                        >
                          {one.title}
                        </Link>
                        , {shortDay(one.held_on)}
                      </span>
                      <span className="small numbers">
                        {inMinutes(one.minutes)}, {t(`recompense.${one.recompense}`)}
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </Section>
          </div>
        )}
      </Loaded>
    </Page>
  )

  function titleOf(loaded: DirectedYear) {
    const at = standing(loaded)
    const minutes = at.kind === 'left' || at.kind === 'over' ? at.minutes : loaded.total_minutes
    return t(`person.title.${at.kind}`, { name: loaded.staff_name, time: inMinutes(minutes) })
  }
}
