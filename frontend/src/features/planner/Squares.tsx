import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import classes from './Run.module.css'

const SQUARE_MINUTES = 30
const SQUARES_MAX = 12

/** Half hours of cover as squares, with the minutes in words. */
export function Squares({ side, minutes }: { side: 'gives' | 'gets'; minutes: number }) {
  const { t } = useTranslation('planner')
  const count = Math.min(SQUARES_MAX, Math.round(minutes / SQUARE_MINUTES))
  return (
    <span className={`${classes.squares} small quiet`}>
      {Array.from({ length: count }, (_, at) => `${side}-${at}`).map(key => (
        <span key={key} className={classes.square} data-side={side} aria-hidden />
      ))}
      <span className="numbers">{t(`minutes.${side}`, { minutes: inMinutes(minutes) })}</span>
    </span>
  )
}
