import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { shortDay } from '../../lib/dates'
import { inMinutes } from '../../lib/minutes'

export function EntryTable({ entries }: { entries: Schema<'EntryOut'>[] }) {
  const { t } = useTranslation('time')
  const { t: common } = useTranslation()
  return (
    <table className="facts-table">
      <thead>
        <tr>
          <th scope="col">{t('entries.on')}</th>
          <th scope="col">{t('entries.what')}</th>
          <th scope="col">{t('entries.pot')}</th>
          <th scope="col" className="figure">
            {t('entries.minutes')}
          </th>
          <th scope="col">{t('entries.why')}</th>
          <th scope="col">{t('entries.by')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(entry => (
          <tr key={entry.id}>
            <td>{shortDay(entry.held_on ?? entry.made_at)}</td>
            <th scope="row">{t(`kind.${entry.kind}`)}</th>
            <td>{common(`pot.${entry.category}`)}</td>
            <td className="figure">{inMinutes(entry.minutes)}</td>
            <td>{entry.reason}</td>
            <td className="quiet">{entry.by_name}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
