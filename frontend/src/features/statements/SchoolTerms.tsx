import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { figure } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import classes from './Statement.module.css'
import { TermName } from './TermName'
import { shownTerms } from './terms'

/** Where in the year the school's minutes have their place, and how many have none by then. */
export function SchoolTerms({ terms }: { terms: Schema<'YearHalfTerm'>[] }) {
  const { t } = useTranslation('statements')
  const shown = shownTerms(terms)
  const sum = (of: 'placed_minutes' | 'committed_minutes' | 'spent_minutes') =>
    figure(shown.reduce((all, term) => all + term[of], 0))
  return (
    <Section plain title={t('terms.heading')}>
      <p className={classes.note}>
        {t('school.terms.lead')} {t('school.inMinutes')}
      </p>
      {shown.length === 0 ? (
        <p className="quiet">{t('terms.empty')}</p>
      ) : (
        <table className={`facts-table ${classes.table}`} aria-label={t('terms.heading')}>
          <thead>
            <tr>
              <th scope="col">{t('terms.term')}</th>
              <th scope="col" className={`figure ${classes.wide}`}>
                {t('school.terms.booked')}
              </th>
              <th scope="col" className={`figure ${classes.wide}`}>
                {t('school.terms.spent')}
              </th>
              <th scope="col" className="figure">
                {t('school.terms.placed')}
              </th>
              <th scope="col" className="figure">
                {t('school.terms.left')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(term => (
              <tr key={term.position ?? 'other'}>
                <th scope="row">
                  <TermName term={term} />
                </th>
                <td className={`figure ${classes.wide}`}>{figure(term.committed_minutes)}</td>
                <td className={`figure ${classes.wide}`}>{figure(term.spent_minutes)}</td>
                <td className="figure">{figure(term.placed_minutes)}</td>
                <td className="figure">{term.unplaced_minutes !== null && figure(term.unplaced_minutes)}</td>
              </tr>
            ))}
            <tr className={classes.sum}>
              <th scope="row">{t('together')}</th>
              <td className={`figure ${classes.wide}`}>{sum('committed_minutes')}</td>
              <td className={`figure ${classes.wide}`}>{sum('spent_minutes')}</td>
              <td className="figure">{sum('placed_minutes')}</td>
              <td />
            </tr>
          </tbody>
        </table>
      )}
    </Section>
  )
}
