import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { ToToday } from '../../ui/ToToday'
import { runsQuery } from './queries'
import { RunsTable } from './RunsTable'
import { isWaitedFor } from './run'

const LOOK_AGAIN_MS = 3_000

/** The school's plans, newest first, and the way to a new one. */
export function Runs() {
  const { t } = useTranslation('planner')
  const query = useInfiniteQuery({
    ...runsQuery,
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data && itemsOf(state.data).some(isWaitedFor) ? LOOK_AGAIN_MS : false,
  })
  const start = <ButtonLink to="/planner/new">{t('runs.new')}</ButtonLink>
  const isEmpty = query.data && itemsOf(query.data).length === 0
  return (
    <Page name={t('name')} title={t('runs.title')} actions={query.data && !isEmpty && start}>
      <div className="stack" style={{ gap: '1.5rem' }}>
        <p className="quiet prose">{t('runs.lead')}</p>
        <Loaded query={query} next={<ToToday />}>
          {data => {
            const runs = itemsOf(data)
            if (runs.length === 0)
              return (
                <EmptyState title={t('runs.empty')} action={start}>
                  {t('runs.emptyDetail')}
                </EmptyState>
              )
            return (
              <Section plain title={t('runs.heading')}>
                <RunsTable runs={runs} />
                <LoadMore query={query} />
              </Section>
            )
          }}
        </Loaded>
      </div>
    </Page>
  )
}
