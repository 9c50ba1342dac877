import { useTranslation } from 'react-i18next'
import { isRefusedWith } from '../../api/problems'
import { ButtonLink } from '../../ui/ButtonLink'
import { RefusedNotice } from '../../ui/RefusedNotice'

/** Why no plan is being made, with the way on. What belongs to a field stands there as well. */
export function PlanFormRefused({ error }: { error: unknown }) {
  const { t } = useTranslation('planner')
  if (!error) return null
  return (
    <RefusedNotice
      acting
      error={error}
      next={
        isRefusedWith(error, 'planner/too-many-runs') && (
          <ButtonLink to="/planner" variant="default" size="sm">
            {t('form.toRuns')}
          </ButtonLink>
        )
      }
    />
  )
}
