import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../../ui/ButtonLink'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { PlanAgain } from './PlanAgain'
import { PlanViews } from './PlanViews'
import { planQuery } from './queries'
import { Reasons } from './Reasons'
import classes from './Run.module.css'
import type { Run } from './run'
import type { Go, PlanSearch } from './views'

type EndedProps = { run: Run; isFresh: boolean; search: PlanSearch; onGo: Go }

/** A run without a plan to accept: what happened, why, and what to do next. */
export function Ended({ run, isFresh, search, onGo }: EndedProps) {
  const { t } = useTranslation('planner')
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isFresh) place.current?.focus()
  }, [isFresh])
  const { state, failure, changes, reasons } = run
  const isRepair = run.kind === 'repair'
  return (
    <div ref={place} tabIndex={-1} className={classes.run}>
      <Notice
        tone={state === 'cancelled' ? 'plain' : 'needs'}
        action={
          <>
            <PlanAgain
              isFirst
              run={run}
              word={t(state === 'stale' || state === 'cancelled' ? 'ended.again' : 'ended.change')}
            />
            <ButtonLink to="/planner" variant="default">
              {t('ended.toRuns')}
            </ButtonLink>
          </>
        }
      >
        {state === 'stale' && (
          <>
            {t(isRepair ? 'repair.staleDetail' : 'ended.staleDetail')}
            <ul className={classes.reasons}>
              {changes.map(change => (
                <li key={change}>{change}</li>
              ))}
            </ul>
          </>
        )}
        {state === 'cancelled' && t(isRepair ? 'repair.cancelledDetail' : 'ended.cancelledDetail')}
        {failure && <p>{failure}</p>}
        {state === 'failed' && <p>{t(isRepair ? 'repair.next' : 'ended.nextFailed')}</p>}
        {state === 'infeasible' && <p>{t(isRepair ? 'repair.next' : 'ended.next')}</p>}
      </Notice>
      {reasons.length > 0 && state !== 'stale' && (
        <Section plain title={t('ended.reasons')}>
          <Reasons reasons={reasons} />
        </Section>
      )}
      {state === 'stale' && <AsItWas run={run} search={search} onGo={onGo} />}
    </div>
  )
}

function AsItWas({ run, search, onGo }: Omit<EndedProps, 'isFresh'>) {
  const { t } = useTranslation('planner')
  const query = useQuery(planQuery(run.id))
  return (
    <Section plain title={t(run.kind === 'repair' ? 'repair.seeRepair' : 'ended.seePlan')}>
      <Loaded query={query}>
        {plan => <PlanViews asked={run.asked} plan={plan} search={search} onGo={onGo} />}
      </Loaded>
    </Section>
  )
}
