import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import { BalanceParts } from './BalanceParts'
import { mechanismsQuery } from './queries'

/** The balance across the four groups, in view while the group plans. */
export function ToMechanisms({ cycleId }: { cycleId: string }) {
  const { t } = useTranslation('lessonStudy')
  const { data } = useQuery(mechanismsQuery(cycleId))
  return (
    <Section quietTitle title={t('mechanisms.heading')}>
      <p className="small quiet" style={{ marginBottom: '0.625rem' }}>
        {t('mechanisms.teaser')}
      </p>
      {data && <BalanceParts found={data} />}
      <Link to="/cycles/$cycleId/mechanisms" params={{ cycleId }} className="text-link">
        {t('mechanisms.open')}
      </Link>
    </Section>
  )
}
