import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { figure } from '../../lib/minutes'
import { inPounds } from '../../lib/money'
import { Section } from '../../ui/Section'
import classes from './Statement.module.css'

const PARTS = ['mutual', 'exchanged', 'paid', 'open'] as const
type Line = 'needed' | (typeof PARTS)[number]

/** What lesson study asked of cover, and how much of it colleagues met among themselves. */
export function SchoolCover({ cover }: { cover: Schema<'CoverBurden'> }) {
  const { t } = useTranslation('statements')
  const rate = cover.supply_pence_per_hour
  const hasRate = rate !== null && rate > 0
  const met = cover.mutual.slices + cover.exchanged.slices
  const row = (line: Line) => (
    <tr key={line} className={line === 'needed' ? undefined : classes.part}>
      <th scope="row">{t(`school.cover.${line}`)}</th>
      <td className="figure">{figure(cover[line].slices)}</td>
      <td className={`figure ${classes.wide}`}>{figure(cover[line].minutes)}</td>
      {hasRate && <td className="figure">{cover[line].pence !== null && inPounds(cover[line].pence)}</td>}
    </tr>
  )
  return (
    <Section plain title={t('school.cover.heading')}>
      {cover.needed.slices === 0 ? (
        <p className="quiet">{t('school.cover.none')}</p>
      ) : (
        <>
          <p className={classes.note}>
            {t('school.cover.after', {
              met: figure(met),
              needed: figure(cover.needed.slices),
              rest: figure(cover.needed.slices - met),
            })}
          </p>
          <table className={`facts-table ${classes.table}`} aria-label={t('school.cover.heading')}>
            <thead>
              <tr>
                <th scope="col">{t('school.cover.what')}</th>
                <th scope="col" className="figure">
                  {t('school.cover.slices')}
                </th>
                <th scope="col" className={`figure ${classes.wide}`}>
                  {t('school.cover.minutes')}
                </th>
                {hasRate && (
                  <th scope="col" className="figure">
                    {t('school.cover.money')}
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {row('needed')}
              {PARTS.map(row)}
            </tbody>
          </table>
        </>
      )}
      {hasRate ? (
        <p className={`small ${classes.under}`}>
          {t('school.cover.rate', { amount: inPounds(rate), saved: inPounds(cover.saved_pence ?? 0) })}
        </p>
      ) : (
        <p className={`small no-print ${classes.under}`}>
          {t('school.cover.noRate')}{' '}
          <Link to="/desk/policy" className="text-link">
            {t('school.cover.toRules')}
          </Link>
        </p>
      )}
    </Section>
  )
}
