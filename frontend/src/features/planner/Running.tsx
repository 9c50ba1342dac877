import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { inSeconds } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { ProvedFigures } from './ProvedFigures'
import { runQuery } from './queries'
import classes from './Run.module.css'
import { lookedFor, type Run, stageOf } from './run'
import { Track } from './Track'

/** A plan in the making: the best so far beside what is proved, and the way to stop it. */
export function Running({ run }: { run: Run }) {
  const { t } = useTranslation('planner')
  const client = useQueryClient()
  const announce = useAnnounce()
  const cancel = useAct({
    send: (id: string, key) =>
      answer(
        api.POST('/api/planner/runs/{run_id}/cancel', {
          params: { path: { run_id: id }, header: withKey(key) },
        }),
      ),
    changes: [['planner']],
    onDone: now => {
      client.setQueryData(runQuery(now.id).queryKey, now)
      announce(t('running.cancelled'))
    },
  })
  const stage = stageOf(run)
  const time = {
    name: t('running.time'),
    value: lookedFor(run.progress?.seconds ?? 0),
    unit: t('running.timeOf', { time: inSeconds(run.seconds) }),
    detail: t(stage === 'queued' ? 'running.queuedDetail' : 'running.timeDetail'),
  }
  return (
    <div className={classes.run}>
      {run.figures ? (
        <ProvedFigures
          asked={run.asked}
          figures={run.figures}
          bounds={run.bounds}
          isRepair={run.kind === 'repair'}
          more={[time]}
        />
      ) : (
        <div className={classes.waiting}>
          <p>
            <b className="numbers">{time.value}</b> {time.unit}
          </p>
          <p className="small quiet">{time.detail}</p>
        </div>
      )}
      {run.kind === 'plan' &&
        run.figures &&
        run.bounds &&
        (run.figures.exchange > 0 || run.bounds.exchange > 0) && (
          <Section plain title={t('running.close')}>
            <p className="small quiet">{t('running.closeLead')}</p>
            <Track
              found={run.figures.exchange}
              proved={run.bounds.exchange}
              byHand={run.greedy_figures?.exchange}
            />
          </Section>
        )}
      {cancel.error && <RefusedNotice acting error={cancel.error} onRetry={() => cancel.mutate(run.id)} />}
      {run.may_cancel && (
        <div className="row">
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(run.id)}>
            {t('running.cancel')}
          </Button>
          <p className="small quiet">{t('running.cancelDetail')}</p>
        </div>
      )}
    </div>
  )
}
