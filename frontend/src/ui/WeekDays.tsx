import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayNumber, longDay, weekday } from '../lib/dates'
import type { Span } from '../lib/grid'
import { clock } from '../lib/minutes'
import classes from './WeekDays.module.css'
import type { WeekProps } from './week'

/** The week on a phone: five days to choose from, and one day's periods as a list. */
export function WeekDays<P extends Span>(props: WeekProps<P>) {
  const { caption, days, periods, piecesAt, piecesAfter, render, marks } = props
  const { t } = useTranslation()
  const todayAt = days.findIndex(day => day.isToday)
  const [picked, setPicked] = useState<string | null>(null)
  const at = Math.max(0, picked ? days.findIndex(day => day.on === picked) : todayAt)
  const day = days[at]
  if (!day) return null
  const rows = periods
    .map(row => ({ ...row, pieces: piecesAt(at, row.period) }))
    .filter(row => row.pieces.length)
  const after = piecesAfter?.(at) ?? []
  return (
    <div>
      <div role="group" aria-label={caption} className={classes.picker}>
        {days.map((one, index) => (
          <UnstyledButton
            key={one.on}
            className={classes.day}
            aria-pressed={index === at}
            onClick={() => setPicked(one.on)}
          >
            <span>
              {weekday(one.on)} <b>{dayNumber(one.on)}</b>{' '}
              {one.isToday && <VisuallyHidden>{t('week.today')}</VisuallyHidden>}
            </span>
            <span className={classes.marks} aria-hidden>
              {marks?.(index)}
            </span>
          </UnstyledButton>
        ))}
      </div>
      <div className={classes.list}>
        <h3 className={classes.head} data-today={day.isToday || undefined}>
          {longDay(day.on)}
          {day.isToday && <span className={classes.now}>{t('week.today')}</span>}
          {day.note && <span className="quiet"> {day.note}</span>}
        </h3>
        {rows.length + after.length === 0 && (
          <p className={classes.none}>{day.note || t('week.noPeriods')}</p>
        )}
        <ol>
          {rows.map(({ period, pieces }) => (
            <li key={period} className={classes.row}>
              <div className={classes.period}>
                {period}
                <span className={classes.time}>{clock(pieces[0]?.start ?? '')}</span>
              </div>
              <div className={classes.pieces}>
                {pieces.map(piece => (
                  <div key={piece.start}>{render(piece, at, period)}</div>
                ))}
              </div>
            </li>
          ))}
          {after.length > 0 && (
            <li className={classes.row}>
              <div className={classes.period}>{t('week.after')}</div>
              <div className={classes.pieces}>
                {after.map(piece => (
                  <div key={piece.start}>{render(piece, at, '')}</div>
                ))}
              </div>
            </li>
          )}
        </ol>
      </div>
    </div>
  )
}
