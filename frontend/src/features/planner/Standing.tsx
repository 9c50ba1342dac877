import { useTranslation } from 'react-i18next'
import { ProvedFigures } from './ProvedFigures'
import classes from './Run.module.css'
import { type Run, standingOf } from './run'

/** The figures of a plan, and in a sentence how far it is from the best. */
export function Standing({ run: { kind, asked, figures, bounds } }: { run: Run }) {
  const { t } = useTranslation('planner')
  if (!figures) return null
  const isRepair = kind === 'repair'
  return (
    <div className="no-print">
      <ProvedFigures asked={asked} figures={figures} bounds={bounds} isRepair={isRepair} />
      {bounds && !isRepair && <p className={classes.standing}>{said(standingOf(figures, bounds))}</p>}
    </div>
  )

  function said(standing: ReturnType<typeof standingOf>): string {
    if (standing.kind !== 'optimal') return t(`proof.${standing.kind}`, { count: standing.gap })
    return t(figures?.unscheduled ? 'proof.optimalPlaced' : 'proof.optimal')
  }
}
