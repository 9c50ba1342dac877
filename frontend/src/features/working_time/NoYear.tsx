import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'

/** Directed time belongs to a year, and there is none. */
export function NoYear() {
  const { t } = useTranslation('workingTime')
  const me = useMe()
  return (
    <EmptyState
      title={t('noYear')}
      action={
        holds(me, 'head', 'cpd_lead') && (
          <ButtonLink to="/school/calendar" variant="light">
            {t('noYearAct')}
          </ButtonLink>
        )
      }
    >
      {t('noYearDetail')}
    </EmptyState>
  )
}
