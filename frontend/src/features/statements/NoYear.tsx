import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'

/** There is no year to write a statement of. */
export function NoYear() {
  const { t } = useTranslation('statements')
  const me = useMe()
  return (
    <EmptyState
      title={t('noYear')}
      action={
        holds(me, 'cpd_lead', 'head') && <ButtonLink to="/school/calendar">{t('noYearAct')}</ButtonLink>
      }
    >
      {t('noYearDetail')}
    </EmptyState>
  )
}
