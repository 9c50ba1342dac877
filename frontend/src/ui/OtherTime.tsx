import { useTranslation } from 'react-i18next'
import type { Schema } from '../api/client'
import { inMinutes } from '../lib/minutes'
import columns from './columns.module.css'
import { Section } from './Section'

/** Minutes that twilights, INSET days, meetings and own time have paid for. Nothing where there are none. */
export function OtherTime({ others }: Pick<Schema<'TimeOut'>, 'others'>) {
  const { t } = useTranslation('ledger')
  const { t: common } = useTranslation()
  if (others.length === 0) return null
  return (
    <Section title={t('others.heading')}>
      <p className="small quiet">{t('others.lead')}</p>
      <table
        className={`facts-table ${columns.snug}`}
        style={{ marginTop: '0.75rem' }}
        aria-label={t('others.caption')}
      >
        <thead>
          <tr>
            <th scope="col">{t('others.source')}</th>
            <th scope="col">{t('others.what')}</th>
            <th scope="col" className="figure">
              {t('others.booked')}
            </th>
            <th scope="col" className="figure">
              {t('others.spent')}
            </th>
          </tr>
        </thead>
        <tbody>
          {others.map(other => (
            <tr key={`${other.source} ${other.category}`}>
              <th scope="row">{t(`source.${other.source}`)}</th>
              <td>{common(`pot.${other.category}`)}</td>
              <td className="figure">{inMinutes(other.committed_minutes)}</td>
              <td className="figure">{inMinutes(other.spent_minutes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
