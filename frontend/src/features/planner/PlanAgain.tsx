import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../../ui/ButtonLink'

type PlanAgainProps = { runId: string; word?: string; isFirst?: boolean }

/** To a new plan that begins with the wishes of this one. */
export function PlanAgain({ runId, word, isFirst = false }: PlanAgainProps) {
  const { t } = useTranslation('planner')
  return (
    <ButtonLink to="/planner/new" search={{ from: runId }} variant={isFirst ? 'filled' : 'default'}>
      {word ?? t('ended.again')}
    </ButtonLink>
  )
}
