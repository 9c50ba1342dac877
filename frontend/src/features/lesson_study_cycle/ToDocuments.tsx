import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import type { CycleOut } from './shapes'

export function ToDocuments({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  return (
    <Section quietTitle title={t('documents.heading')}>
      <p className="small quiet">{t('documents.teaser')}</p>
      <Link to="/cycles/$cycleId/documents" params={{ cycleId: cycle.id }} className="text-link">
        {t('documents.open')}
      </Link>
    </Section>
  )
}
