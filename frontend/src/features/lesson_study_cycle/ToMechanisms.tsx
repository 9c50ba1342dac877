import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import type { CycleOut } from './shapes'

export function ToMechanisms({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  return (
    <Section quietTitle title={t('mechanisms.heading')}>
      <p className="small quiet">{t('mechanisms.teaser')}</p>
      <Link to="/cycles/$cycleId/mechanisms" params={{ cycleId: cycle.id }} className="text-link">
        {t('mechanisms.open')}
      </Link>
    </Section>
  )
}
