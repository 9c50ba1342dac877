import { useTranslation } from 'react-i18next'
import type { Schema } from '../api/client'
import { inMinutes } from '../lib/minutes'

type Others = Schema<'TimeOut'>['others']

/** Minutes that no pot pays for: who paid, for what, how many. */
export function OtherTimeTable({ others, className }: { others: Others; className?: string | undefined }) {
  const { t } = useTranslation('ledger')
  const { t: common } = useTranslation()
  return (
    <table className={`facts-table ${className ?? ''}`} aria-label={t('others.caption')}>
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
  )
}
