import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import { teacherYearsQuery } from './queries'
import classes from './Statement.module.css'
import { TeacherYears } from './TeacherYears'

/** Every teacher's line of the year, by name. */
export function SchoolTeachers({ year }: { year: string }) {
  const { t } = useTranslation('statements')
  const query = useInfiniteQuery(teacherYearsQuery(year))
  return (
    <Section plain title={t('school.teachers.heading')}>
      <p className={classes.note}>{t('school.teachers.lead')}</p>
      <Loaded query={query}>
        {data => {
          const people = itemsOf(data)
          if (people.length === 0) return <p className="quiet">{t('school.teachers.none')}</p>
          return <TeacherYears people={people} year={year} />
        }}
      </Loaded>
      <LoadMore query={query} />
    </Section>
  )
}
