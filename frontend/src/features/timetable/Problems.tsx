import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { itemsOf } from '../../api/paged'
import { FaultTable } from '../../ui/FaultTable'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import { problemsQuery } from './queries'
import classes from './Timetable.module.css'

const FEW = 5

/** What somebody should look at: a few at once, many folded away. */
export function Problems({ seen }: { seen: Schema<'ImportOut'> }) {
  const { t } = useTranslation('timetable')
  const query = useInfiniteQuery({ ...problemsQuery(seen.id), enabled: seen.problem_count > 0 })
  if (seen.problem_count === 0) return <p className="quiet">{t('run.problems.none')}</p>
  const table = (
    <>
      <Loaded query={query}>
        {data => <FaultTable caption={t('run.problems.caption')} problems={itemsOf(data)} />}
      </Loaded>
      <LoadMore query={query} />
    </>
  )
  return (
    <Section title={t('run.problems.heading')} count={seen.problem_count}>
      {seen.clash_count > 0 && (
        <p className="small">{t('run.problems.clashes', { count: seen.clash_count })}</p>
      )}
      {seen.problem_count <= FEW ? (
        table
      ) : (
        <details className={classes.fold}>
          <summary>{t('run.problems.caption')}</summary>
          {table}
        </details>
      )}
    </Section>
  )
}
