import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import classes from './Statement.module.css'

/** What no pot has paid for. */
export function SheetOthers({ others }: { others: Schema<'SourceMinutes'>[] }) {
  const { t } = useTranslation('statements')
  const { t: common } = useTranslation()
  const { t: ledger } = useTranslation('ledger')
  return (
    <Section plain title={t('others.heading')}>
      {others.length === 0 ? (
        <p className="small quiet">{t('others.none')}</p>
      ) : (
        <table className={`facts-table ${classes.table}`} aria-label={t('others.heading')}>
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
            {others.map(one => (
              <tr key={`${one.source} ${one.category}`}>
                <th scope="row">{ledger(`source.${one.source}`)}</th>
                <td>{common(`pot.${one.category}`)}</td>
                <td className="figure">{inMinutes(one.committed_minutes)}</td>
                <td className="figure">{inMinutes(one.spent_minutes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}
