import { VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { momentInWords, shortDay } from '../../lib/dates'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { Ended } from './Ended'
import { Outcome } from './Outcome'
import { planQuery, runQuery } from './queries'
import { Running } from './Running'
import { isWaitedFor, type State } from './run'
import { useSaid } from './useSaid'
import type { PlanSearch } from './views'

/** One plan or repair: watched while it is made, looked at when it is there, accepted, or left with a way on. */
export function Run() {
  const { runId } = useParams({ from: '/signed-in/planner/runs/$runId' })
  return <OneRun key={runId} runId={runId} />
}

function OneRun({ runId }: { runId: string }) {
  const { t } = useTranslation('planner')
  const search = useSearch({ from: '/signed-in/planner/runs/$runId' })
  const navigate = useNavigate({ from: '/planner/runs/$runId' })
  const query = useQuery(runQuery(runId))
  const run = query.data
  const [first, setFirst] = useState<State>()
  if (run && !first) setFirst(run.state)
  // What happened while somebody looked on takes their focus.
  const isFresh = run !== undefined && first !== undefined && first !== run.state
  const isRepair = run?.kind === 'repair'
  const isThere = run?.state === 'done' || run?.state === 'accepted'
  const repair = useQuery({ ...planQuery(runId), enabled: isRepair && isThere })
  const { title, said } = useSaid(run, repair.data?.people_disturbed)
  const go = (next: PlanSearch) => void navigate({ search: next, replace: true, resetScroll: false })
  const toRuns = (
    <Link to="/planner" className="text-link">
      {t('name')}
    </Link>
  )
  return (
    <Page
      name={t('name')}
      eyebrow={
        <>
          {toRuns}
          {run?.parent_run_id && (
            <>
              {' / '}
              <Link to="/planner/runs/$runId" params={{ runId: run.parent_run_id }} className="text-link">
                {t('repair.of')}
              </Link>
            </>
          )}
          {run && (
            <>
              {' / '}
              {t('done.eyebrow', {
                from: shortDay(run.first_on),
                to: shortDay(run.last_on),
                when: momentInWords(run.finished_at ?? run.requested_at),
              })}
            </>
          )}
        </>
      }
      title={title}
    >
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      <Loaded query={query} next={toRuns} skeleton={<SkeletonRows rows={5} height={88} />}>
        {loaded => {
          if (isWaitedFor(loaded)) return <Running run={loaded} />
          if (loaded.state === 'done' || loaded.state === 'accepted')
            return <Outcome run={loaded} isFresh={isFresh} search={search} onGo={go} />
          return <Ended run={loaded} isFresh={isFresh} search={search} onGo={go} />
        }}
      </Loaded>
    </Page>
  )
}
