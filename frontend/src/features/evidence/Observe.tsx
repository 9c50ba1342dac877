import { useWindowEvent } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useParams, useRouteContext } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { observingQuery } from '../../api/field/observing'
import { startField } from '../../api/field/start'
import { useKept } from '../../api/field/useKept'
import { Loaded } from '../../ui/Loaded'
import { SkeletonRows } from '../../ui/SkeletonRows'
import classes from './Observe.module.css'
import { ObserveHead } from './ObserveHead'
import { ObserveNow } from './ObserveNow'
import { SignalLine } from './SignalLine'

/** One lesson, watched: full screen, one job, a thumb reaches everything. Works without signal. */
export function Observe() {
  const { t } = useTranslation('evidence')
  const { roundId } = useParams({ from: '/rounds/$roundId/observe' })
  const { me, owner } = useRouteContext({ from: '/rounds/$roundId/observe' })
  const query = useQuery(observingQuery(owner, roundId))
  const kept = useKept(owner)
  // The query client takes itself for online when a page is opened without signal, and would not notice its return.
  useWindowEvent('online', () => void query.refetch())
  useEffect(() => startField(me), [me])
  useEffect(() => void navigator.storage?.persist?.(), [])
  const notes = (kept.data ?? []).filter(note => note.round_id === roundId)
  return (
    <div className={classes.observe}>
      <ObserveHead roundId={roundId} observing={query.data} />
      <SignalLine owner={owner} notes={kept.data ?? []} observing={query.data} />
      <main id="main" className={classes.main}>
        {query.data && !kept.isPending ? (
          <ObserveNow owner={owner} observing={query.data} kept={notes} />
        ) : (
          <div className={classes.wait}>
            <h2 className="quiet small">{t('observe.name')}</h2>
            <Loaded query={query} skeleton={<SkeletonRows rows={6} height={64} />}>
              {() => <SkeletonRows rows={6} height={64} />}
            </Loaded>
          </div>
        )}
      </main>
    </div>
  )
}
