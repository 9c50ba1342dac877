import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import classes from './Statement.module.css'
import { TermName } from './TermName'
import { shownTerms } from './terms'

/** Where in the year protected minutes have their place, pot by pot. */
export function SheetTerms({ terms }: { terms: Schema<'StatementHalfTerm'>[] }) {
  const { t } = useTranslation('statements')
  const { t: common } = useTranslation()
  const shown = shownTerms(terms)
  const pots = shown[0]?.categories ?? []
  const sum = (of: (term: Schema<'StatementHalfTerm'>) => number) =>
    inMinutes(shown.reduce((all, term) => all + of(term), 0))
  if (shown.length === 0)
    return (
      <Section plain title={t('terms.heading')}>
        <p className="quiet">{t('terms.empty')}</p>
      </Section>
    )
  return (
    <Section plain title={t('terms.heading')}>
      <p className={classes.note}>{t('terms.lead')}</p>
      <table className={`facts-table ${classes.table}`} aria-label={t('terms.heading')}>
        <thead>
          <tr>
            <th scope="col">{t('terms.term')}</th>
            {pots.map(({ category }) => (
              <th key={category} scope="col" className={`figure ${classes.wide}`}>
                {common(`pot.${category}`)}
              </th>
            ))}
            <th scope="col" className="figure">
              {t('terms.placed')}
            </th>
            <th scope="col" className="figure">
              {t('terms.spent')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(term => (
            <tr key={term.position ?? 'other'}>
              <th scope="row">
                <TermName term={term} />
                {term.placed_minutes > 0 && (
                  <span className={classes.narrow}>
                    {term.categories
                      .filter(one => one.placed_minutes > 0)
                      .map(one =>
                        t('terms.short', {
                          pot: common(`pot.${one.category}`),
                          minutes: inMinutes(one.placed_minutes),
                        }),
                      )
                      .join(', ')}
                  </span>
                )}
              </th>
              {term.categories.map(one => (
                <td key={one.category} className={`figure ${classes.wide}`}>
                  {inMinutes(one.placed_minutes)}
                </td>
              ))}
              <td className="figure">{inMinutes(term.placed_minutes)}</td>
              <td className="figure">{inMinutes(term.spent_minutes)}</td>
            </tr>
          ))}
          <tr className={classes.sum}>
            <th scope="row">{t('together')}</th>
            {pots.map(({ category }, at) => (
              <td key={category} className={`figure ${classes.wide}`}>
                {sum(term => term.categories[at]?.placed_minutes ?? 0)}
              </td>
            ))}
            <td className="figure">{sum(term => term.placed_minutes)}</td>
            <td className="figure">{sum(term => term.spent_minutes)}</td>
          </tr>
        </tbody>
      </table>
    </Section>
  )
}
