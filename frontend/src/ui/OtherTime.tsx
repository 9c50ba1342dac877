import { useTranslation } from 'react-i18next'
import type { Schema } from '../api/client'
import columns from './columns.module.css'
import { OtherTimeTable } from './OtherTimeTable'
import { Section } from './Section'

/** Minutes that twilights, INSET days, meetings and own time have paid for. Nothing where there are none. */
export function OtherTime({ others }: Pick<Schema<'TimeOut'>, 'others'>) {
  const { t } = useTranslation('ledger')
  if (others.length === 0) return null
  return (
    <Section title={t('others.heading')}>
      <p className="small quiet" style={{ marginBottom: '0.75rem' }}>
        {t('others.lead')}
      </p>
      <OtherTimeTable others={others} className={columns.snug} />
    </Section>
  )
}
