import { useQuery } from '@tanstack/react-query'
import { Loaded } from '../../ui/Loaded'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { Accept } from './Accept'
import { Accepted } from './Accepted'
import { Difference } from './Difference'
import { PlanViews } from './PlanViews'
import { planQuery } from './queries'
import classes from './Run.module.css'
import type { Run } from './run'
import { Standing } from './Standing'
import { ToRepair } from './ToRepair'
import type { Go, PlanSearch } from './views'

type OutcomeProps = { run: Run; isFresh: boolean; search: PlanSearch; onGo: Go }

/** A plan that is there: how good it is, or what it changes; the act beside what it does; every way of looking at it. */
export function Outcome({ run, isFresh, search, onGo }: OutcomeProps) {
  const query = useQuery(planQuery(run.id))
  const isRepair = run.kind === 'repair'
  const isAccepted = run.state === 'accepted'
  return (
    <div className={classes.run}>
      {isAccepted && <Accepted run={run} isFresh={isFresh} />}
      {isAccepted && <ToRepair run={run} />}
      {!isRepair && <Standing run={run} />}
      <Loaded query={query} skeleton={<SkeletonRows rows={5} height={72} />}>
        {plan => (
          <>
            {isRepair && <Difference plan={plan} />}
            {run.state === 'done' && <Accept run={run} plan={plan} />}
            {isRepair && <Standing run={run} />}
            <PlanViews asked={run.asked} plan={plan} search={search} onGo={onGo} />
          </>
        )}
      </Loaded>
    </div>
  )
}
