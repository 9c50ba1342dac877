import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { Accept } from './Accept'
import { Accepted } from './Accepted'
import { PlanViews } from './PlanViews'
import { ProvedFigures } from './ProvedFigures'
import { planQuery } from './queries'
import classes from './Run.module.css'
import { type Run, standingOf } from './run'
import type { Go, PlanSearch } from './views'

type OutcomeProps = { run: Run; isFresh: boolean; search: PlanSearch; onGo: Go }

/** A plan that is there: how good it is, the act beside what it does, and every way of looking at it. */
export function Outcome({ run, isFresh, search, onGo }: OutcomeProps) {
  const { t } = useTranslation('planner')
  const query = useQuery(planQuery(run.id))
  const standing = run.figures && run.bounds && standingOf(run.figures, run.bounds)
  return (
    <div className={classes.run}>
      {run.state === 'accepted' && <Accepted run={run} isFresh={isFresh} />}
      <div className="no-print">
        {run.figures && <ProvedFigures asked={run.asked} figures={run.figures} bounds={run.bounds} />}
        {standing && (
          <p className={classes.standing}>
            {standing.kind === 'optimal'
              ? t('proof.optimal')
              : t(`proof.${standing.kind}`, { count: standing.gap })}
          </p>
        )}
      </div>
      <Loaded query={query} skeleton={<SkeletonRows rows={5} height={72} />}>
        {plan => (
          <>
            {run.state === 'done' && <Accept run={run} plan={plan} />}
            <PlanViews asked={run.asked} plan={plan} search={search} onGo={onGo} />
          </>
        )}
      </Loaded>
    </div>
  )
}
