import { useTranslation } from 'react-i18next'
import { figure } from '../../lib/minutes'
import columns from '../../ui/columns.module.css'
import { Section } from '../../ui/Section'
import { type Figures, placedOf } from './run'
import type { Plan } from './week'

const LINES = ['placed', 'external', 'exchange', 'mutual', 'busiest'] as const
type Line = (typeof LINES)[number]

/** This plan beside what a person would make, also where that one is better; and beside what is proved. */
export function Compare({ asked, plan }: { asked: number; plan: Plan }) {
  const { t } = useTranslation('planner')
  const { figures, bounds, greedy_figures: greedy } = plan
  return (
    <Section plain title={t('compare.heading')}>
      <p className="small quiet prose">{t('compare.lead')}</p>
      <table
        className={`facts-table ${columns.snug}`}
        style={{ marginTop: '0.75rem' }}
        aria-label={t('compare.caption')}
      >
        <thead>
          <tr>
            <th scope="col">{t('compare.figure')}</th>
            <th scope="col" className="figure">
              {t('compare.plan')}
            </th>
            <th scope="col" className="figure">
              {t('compare.hand')}
            </th>
            <th scope="col">{t('compare.proved')}</th>
          </tr>
        </thead>
        <tbody>
          {LINES.map(line => (
            <tr key={line}>
              <th scope="row">{t(`compare.${line}`)}</th>
              <td className="figure strong">{amount(line, figures)}</td>
              <td className="figure">{greedy ? amount(line, greedy) : t('compare.noHand')}</td>
              <td>{proved(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )

  function amount(line: Line, of: Figures): string {
    if (line === 'placed') return figure(placedOf(asked, of))
    return figure(line === 'busiest' ? of.busiest_cover : of[line])
  }

  function proved(line: Line): string {
    if (line === 'mutual' || line === 'busiest') return t('compare.noProof')
    const place = line === 'placed' ? 'unscheduled' : line
    const bound =
      line === 'placed'
        ? t('compare.atMost', { count: asked - bounds.unscheduled })
        : t('compare.atLeast', { count: bounds[place] })
    if (figures[place] === bounds[place]) return t('compare.reached', { bound })
    // That nothing at all may be needed is no proof of anything.
    return bounds[place] === 0 ? t('proof.open') : bound
  }
}
