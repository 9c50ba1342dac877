import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import { BalanceParts } from './BalanceParts'
import type { MechanismsOut } from './shapes'

/** Whether each of the four groups holds at least one. */
export function Balance({ found }: { found: MechanismsOut }) {
  const { t } = useTranslation('lessonStudy')
  return (
    <Section quietTitle title={t('balance.heading')}>
      <p style={{ marginBottom: '0.625rem' }}>{t(found.is_balanced ? 'balance.yes' : 'balance.no')}</p>
      <BalanceParts found={found} />
    </Section>
  )
}
