import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import classes from './WorkingTime.module.css'
import { standing } from './year'

type Year = Pick<Schema<'DirectedTimeOut'>, 'cap_minutes' | 'left_minutes' | 'total_minutes' | 'regime'>

/** A total against its cap, in words with a bar below; beyond the cap it is hatched. */
export function DirectedBar({ year }: { year: Year }) {
  const { t } = useTranslation('workingTime')
  const at = standing(year)
  const total = inMinutes(year.total_minutes)
  if (year.cap_minutes === null)
    return (
      <div className="small numbers">
        {t(at.kind === 'noCap' ? 'teachers.noCapWords' : 'teachers.notSetWords', { total })}
      </div>
    )
  const whole = Math.max(year.cap_minutes, year.total_minutes, 1)
  const share = (minutes: number) => `${(100 * minutes) / whole}%`
  const beyond = Math.max(0, year.total_minutes - year.cap_minutes)
  return (
    <div className="small numbers">
      <div className={classes.line}>
        <span>{t('teachers.of', { total, cap: inMinutes(year.cap_minutes) })}</span>
        <span className={at.kind === 'over' ? 'strong' : 'quiet'}>
          {at.kind === 'left' && t('teachers.leftWords', { time: inMinutes(at.minutes) })}
          {at.kind === 'over' && t('teachers.overWords', { time: inMinutes(at.minutes) })}
          {at.kind === 'exact' && t('teachers.exact')}
        </span>
      </div>
      <div className={classes.bar} aria-hidden>
        <span className={classes.filled} style={{ width: share(year.total_minutes - beyond) }} />
        {beyond > 0 && <span className={classes.beyond} style={{ width: share(beyond) }} />}
      </div>
    </div>
  )
}
