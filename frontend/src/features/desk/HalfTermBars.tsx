import { useTranslation } from 'react-i18next'
import { figure } from '../../lib/minutes'
import classes from './Desk.module.css'
import type { HalfTermShown } from './halfTermLines'

const LEGEND = [
  ['past', 'spent'],
  ['ahead', 'booked'],
  ['open', 'open'],
] as const

/** Plain boxes: a stacked bar needs no chart library, prints well and costs nothing to load. */
export function HalfTermBars({ lines, share }: { lines: HalfTermShown[]; share: number }) {
  const { t } = useTranslation('desk')
  const { t: common } = useTranslation()
  const tallest = Math.max(1, share, ...lines.map(line => line.placed))
  const height = (minutes: number) => ({ height: `${(100 * minutes) / tallest}%` })
  const all = lines
    .map(line =>
      t('halfTerms.inWords', { term: common(`halfTerm.${line.term}`), minutes: figure(line.placed) }),
    )
    .join('. ')
  return (
    <>
      <ul className={classes.legend} aria-hidden>
        {LEGEND.map(([word, swatch]) => (
          <li key={word}>
            <span className={`${classes.swatch} ${classes[swatch]}`} /> {t(`halfTerms.${word}`)}
          </li>
        ))}
      </ul>
      <div className={classes.bars} role="img" aria-label={t('halfTerms.label', { all })}>
        {lines.map(line => (
          <div key={line.term} className={classes.column} aria-hidden>
            <div className={classes.stack}>
              <span className={classes.open} style={height(line.open)} />
              <span
                className={line.when === 'past' ? classes.spent : classes.booked}
                style={height(line.placed)}
              />
            </div>
            <span className={classes.amount}>{figure(line.placed)}</span>
            <span className={classes.term} data-now={line.when === 'now' || undefined}>
              {common(`halfTerm.${line.term}`)}
              {line.when === 'now' && <em>{t('halfTerms.now')}</em>}
            </span>
          </div>
        ))}
      </div>
    </>
  )
}
