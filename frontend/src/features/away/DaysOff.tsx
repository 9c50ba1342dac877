import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { Page } from '../../ui/Page'
import { ClassesAway } from './ClassesAway'
import { WholeDays } from './WholeDays'

/** Single days without lessons, and classes that are elsewhere or have left. */
export function DaysOff() {
  const { t } = useTranslation('away')
  const mayTakeDays = holds(useMe(), 'head', 'cpd_lead')
  return (
    <Page name={t('daysOff.name')} title={t('daysOff.title')} aside={t('daysOff.lead')}>
      <div className="stack">
        <WholeDays mayTake={mayTakeDays} />
        <ClassesAway />
      </div>
    </Page>
  )
}
