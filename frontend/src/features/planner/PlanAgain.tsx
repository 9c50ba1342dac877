import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../../ui/ButtonLink'
import type { Run } from './run'

type PlanAgainProps = { run: Pick<Run, 'id' | 'parent_run_id'>; word?: string; isFirst?: boolean }

/** To a new plan that begins with the wishes of this one; from a repair, to the plan that it repairs. */
export function PlanAgain({ run, word, isFirst = false }: PlanAgainProps) {
  const { t } = useTranslation('planner')
  const variant = isFirst ? 'filled' : 'default'
  if (run.parent_run_id)
    return (
      <ButtonLink to="/planner/runs/$runId" params={{ runId: run.parent_run_id }} variant={variant}>
        {t(isFirst ? 'repair.again' : 'repair.toPlan')}
      </ButtonLink>
    )
  return (
    <ButtonLink to="/planner/new" search={{ from: run.id }} variant={variant}>
      {word ?? t('ended.again')}
    </ButtonLink>
  )
}
