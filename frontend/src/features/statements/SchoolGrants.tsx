import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { figure } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import classes from './Statement.module.css'

const signed = (minutes: number) => figure(minutes).replace('-', '−')

/** What the school gave and took back; with what came over it is what all pots hold, to the minute. */
export function SchoolGrants({ told }: { told: Schema<'YearStatement'> }) {
  const { t } = useTranslation('statements')
  const { t: ledger } = useTranslation('ledger')
  const nameOf = ({ kind, source }: Schema<'GrantSum'>) => {
    const what = t(`school.grants.kind.${kind}`)
    return source === 'protected'
      ? what
      : t('school.grants.from', { what, source: ledger(`source.${source}`) })
  }
  return (
    <Section plain title={t('school.grants.heading')}>
      {told.grants.length === 0 && told.came_over_minutes === 0 ? (
        <p className="quiet">{t('school.grants.none')}</p>
      ) : (
        <table className={`facts-table ${classes.table}`} aria-label={t('school.grants.heading')}>
          <thead>
            <tr>
              <th scope="col">{t('school.grants.what')}</th>
              <th scope="col" className={`figure ${classes.wide}`}>
                {t('school.grants.acts')}
              </th>
              <th scope="col" className="figure">
                {t('school.grants.minutes')}
              </th>
            </tr>
          </thead>
          <tbody>
            {told.grants.map(grant => (
              <tr key={`${grant.kind} ${grant.source}`}>
                <th scope="row">{nameOf(grant)}</th>
                <td className={`figure ${classes.wide}`}>{figure(grant.acts)}</td>
                <td className="figure">{signed(grant.minutes)}</td>
              </tr>
            ))}
            {told.came_over_minutes !== 0 && (
              <tr>
                <th scope="row">{t('school.grants.came')}</th>
                <td className={classes.wide} />
                <td className="figure">{signed(told.came_over_minutes)}</td>
              </tr>
            )}
            <tr className={classes.sum}>
              <th scope="row">{t('school.grants.sum')}</th>
              <td className={classes.wide} />
              <td className="figure">{signed(told.granted_minutes + told.came_over_minutes)}</td>
            </tr>
          </tbody>
        </table>
      )}
      <p className={`small no-print ${classes.under}`}>
        <Link to="/desk/grants" className="text-link">
          {t('school.grants.all')}
        </Link>
      </p>
    </Section>
  )
}
