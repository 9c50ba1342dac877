import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'

export function OurFindings({ groupId }: { groupId: string }) {
  const { t } = useTranslation('group')
  return (
    <Section quietTitle title={t('findings.heading')}>
      <p className="small quiet">{t('findings.detail')}</p>
      <Link to="/group/$groupId/findings" params={{ groupId }} className="text-link">
        {t('findings.open')}
      </Link>
    </Section>
  )
}
