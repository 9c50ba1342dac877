import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { itemsOf } from '../../api/paged'
import { FaultTable } from '../../ui/FaultTable'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Notice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { problemsQuery } from './queries'

/** What somebody should look at before anything else: whether the list is whole, and rows that are odd. */
export function ListProblems({ seen }: { seen: Schema<'RosterImportOut'> }) {
  const { t } = useTranslation('rosters')
  const query = useInfiniteQuery({ ...problemsQuery(seen.id), enabled: seen.problem_count > 0 })
  return (
    <>
      {!seen.names_everybody && <Notice>{t('run.delta')}</Notice>}
      {seen.may_be_partial && (
        <Notice tone="needs" title={t('run.partial')}>
          {t('run.partialDetail')}
        </Notice>
      )}
      {seen.problem_count > 0 && (
        <Section title={t('run.problems')} count={seen.problem_count}>
          <Loaded query={query}>
            {data => <FaultTable caption={t('run.problemsCaption')} problems={itemsOf(data)} />}
          </Loaded>
          <LoadMore query={query} />
        </Section>
      )}
    </>
  )
}
