import { useTranslation } from 'react-i18next'
import type { Schema } from '../api/client'
import { shortDay } from '../lib/dates'
import { clock } from '../lib/minutes'
import classes from './GivesWay.module.css'

type GivesWayProps = {
  touched: Pick<Schema<'TouchedOut'>, 'seats' | 'seat_count' | 'meetings' | 'meeting_count'>
}

/** Debriefs and meetings that would go on without somebody, and meetings that would be called off. */
export function GivesWay({ touched }: GivesWayProps) {
  const { t } = useTranslation('away')
  const { seats, seat_count, meetings, meeting_count } = touched
  return (
    <>
      {seat_count > 0 && (
        <>
          <p>{t('touched.seats', { count: seat_count })}</p>
          <ul className={classes.rows}>
            {seats.map(({ held_on, start, name, title }) => (
              <li key={`${held_on} ${start} ${name} ${title}`}>
                {t('touched.seat', { title, day: shortDay(held_on), start: clock(start), name })}
              </li>
            ))}
          </ul>
        </>
      )}
      {meeting_count > 0 && (
        <>
          <p>{t('touched.meetings', { count: meeting_count })}</p>
          <ul className={classes.rows}>
            {meetings.map(({ held_on, start, group_name, title, why }) => (
              <li key={`${held_on} ${start} ${group_name} ${title}`}>
                <span>{t('touched.meeting', { title, day: shortDay(held_on), start: clock(start) })}</span>
                <span>{why}</span>
                <span className="smaller quiet">{group_name}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {(seat_count > seats.length || meeting_count > meetings.length) && <p>{t('touched.more')}</p>}
    </>
  )
}
