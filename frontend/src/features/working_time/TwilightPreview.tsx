import { useTranslation } from 'react-i18next'
import { longDay, weekdayLong } from '../../lib/dates'
import { halfTermOf } from '../../lib/halfTerms'
import { clock, inMinutes, minutesBetween } from '../../lib/minutes'
import columns from '../../ui/columns.module.css'
import { Notice } from '../../ui/Notice'
import { spread, type Term } from './calendar'
import { dayOfWeek } from './rulesForm'

type TwilightPreviewProps = {
  terms: Term[]
  /** The day of each half-term; null where the weekday has none. */
  days: (string | null)[]
  count: number
  title: string
  weekday: number
  starts: string
  ends: string | null
}

/** On which days the twilights would be, before anything is planned. */
export function TwilightPreview(props: TwilightPreviewProps) {
  const { terms, days, count, title, weekday, starts, ends } = props
  const { t } = useTranslation('workingTime')
  const { t: common } = useTranslation()
  const chosen = spread(
    terms.map((term, at) => ({ term, day: days[at] ?? null })),
    count,
  )
  return (
    <>
      <h3>{t('twilights.preview')}</h3>
      {days.includes(null) && (
        <Notice tone="needs" announced>
          {t('twilights.tooFew', { weekday: weekdayLong(dayOfWeek(weekday)) })}
        </Notice>
      )}
      <table className={`facts-table ${columns.snug}`} aria-label={t('twilights.caption')}>
        <thead>
          <tr>
            <th scope="col">{t('twilights.term')}</th>
            <th scope="col">{t('twilights.day')}</th>
            <th scope="col">{t('twilights.when')}</th>
          </tr>
        </thead>
        <tbody>
          {chosen.map(({ term, day }, at) => (
            <tr key={term.position}>
              <th scope="row">
                {common(`halfTerm.${halfTermOf(term.position)}`)}{' '}
                <span className="quiet" style={{ fontWeight: 400 }}>
                  {title} {at + 1}
                </span>
              </th>
              <td className="numbers">{day ? longDay(day) : t('twilights.missing')}</td>
              <td className="numbers">{starts && ends && `${clock(starts)}–${clock(ends)}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p role="status" className="small quiet numbers">
        {starts &&
          ends &&
          t('twilights.together', {
            count: chosen.length,
            time: inMinutes(chosen.length * minutesBetween(starts, ends)),
          })}
      </p>
    </>
  )
}
