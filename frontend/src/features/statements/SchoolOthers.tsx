import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { figure } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import classes from './Statement.module.css'

/** Minutes that no protected pot has paid for, over all teachers. */
export function SchoolOthers({ others }: { others: Schema<'SchoolSource'>[] }) {
  const { t } = useTranslation('statements')
  const { t: ledger } = useTranslation('ledger')
  return (
    <Section plain title={t('others.heading')}>
      {others.length === 0 ? (
        <p className="small quiet">{t('others.none')}</p>
      ) : (
        <>
          <p className={classes.note}>
            {t('school.others.lead')} {t('school.inMinutes')}
          </p>
          <table className={`facts-table ${classes.table}`} aria-label={t('others.heading')}>
            <thead>
              <tr>
                <th scope="col">{t('others.source')}</th>
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
                <tr key={one.source}>
                  <th scope="row">{ledger(`source.${one.source}`)}</th>
                  <td className="figure">{figure(one.committed_minutes)}</td>
                  <td className="figure">{figure(one.spent_minutes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Section>
  )
}
