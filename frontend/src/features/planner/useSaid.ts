import { useTranslation } from 'react-i18next'
import { figure } from '../../lib/minutes'
import { isWaitedFor, placedOf, type Run, stageOf } from './run'

/**
 * The answer of a run's page as one sentence, and what is read out when it changes: never the seconds.
 * *disturbed*: people whose days a repair changes, once that is known.
 */
export function useSaid(run: Run | undefined, disturbed?: number | null): { title: string; said: string } {
  const { t } = useTranslation('planner')
  if (!run) return { title: t('name'), said: '' }
  const { figures, bounds, asked } = run
  const isRepair = run.kind === 'repair'
  if (isWaitedFor(run)) {
    const title = t(`stage.${stageOf(run)}`)
    const best =
      figures &&
      t(isRepair ? 'running.saidRepair' : 'running.saidFigures', {
        placed: figure(placedOf(asked, figures)),
        asked: figure(asked),
        external: t('halfHour', { count: figures.external }),
        exchange: t('halfHour', { count: figures.exchange }),
        bound: bounds?.exchange ?? 0,
      })
    return { title, said: t('running.said', { stage: title, figures: best ?? t('running.noneYet') }) }
  }
  const title = ended(run)
  return { title, said: title }

  function ended({ state }: Run): string {
    const of = isRepair ? 'repair' : 'ended'
    if (state === 'failed') return t('ended.failedTitle')
    if (state === 'infeasible') return t(`${of}.infeasibleTitle`)
    if (state === 'cancelled') return t(`${of}.cancelledTitle`)
    if (state === 'stale') return t(`${of}.staleTitle`)
    if (isRepair) return repaired(state === 'accepted')
    if (!figures) return t('state.done')
    const words = { placed: figure(placedOf(asked, figures)), asked: figure(asked) }
    return t('done.title', {
      placed: t(figures.unscheduled === 0 ? 'done.placedAll' : 'done.placedSome', words),
      cover: figures.external === 0 ? t('done.coverNone') : t('done.coverLeft', { count: figures.external }),
    })
  }

  function repaired(isTaken: boolean): string {
    if (typeof disturbed !== 'number') return t(isTaken ? 'repair.repaired' : 'repair.ready')
    return t(isTaken ? 'repair.takenTitle' : 'repair.title', { count: disturbed })
  }
}
