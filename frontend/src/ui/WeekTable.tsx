import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dayNumber, weekday, weekdayLong } from '../lib/dates'
import { divide, type Span } from '../lib/grid'
import { clock, minutesBetween } from '../lib/minutes'
import classes from './WeekTable.module.css'
import type { WeekDay, WeekProps } from './week'

/** A pause this long between two periods is a break and shown as one. */
const BREAK_MINUTES = 10

/**
 * Days across, periods down. A period is a row group; it has a second half row only in a week in which some
 * day has two things in it, and a day with one thing spans both.
 */
export function WeekTable<P extends Span>(props: WeekProps<P>) {
  const { caption, days, periods, piecesAt, piecesAfter, render } = props
  const { t } = useTranslation()
  return (
    <div className={classes.scroll}>
      <table className={classes.week}>
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <td className={classes.corner} />
            {days.map(day => (
              <DayHead key={day.on} day={day} />
            ))}
          </tr>
        </thead>
        {periods.map(({ period, start }, at) => {
          const before = periods[at - 1]?.end
          const { rows, cells } = divide(days.map((_, day) => piecesAt(day, period)))
          return (
            <tbody
              key={period}
              data-break={(before && minutesBetween(before, start) >= BREAK_MINUTES) || undefined}
            >
              {Array.from({ length: rows }, (_, row) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a half row has no other name than its place.
                <tr key={row}>
                  {row === 0 && (
                    <th scope="rowgroup" rowSpan={rows}>
                      {period}
                      <span className={classes.time}>{clock(start)}</span>
                    </th>
                  )}
                  {cells.map((placed, day) => {
                    if (placed.length === 0 && row === 0)
                      return <Cell key={days[day]?.on} day={days[day]} rows={rows} />
                    const here = placed.find(one => one.row === row)
                    return here ? (
                      <Cell key={days[day]?.on} day={days[day]} rows={here.rows} later={row > 0}>
                        {render(here.piece, day, period)}
                      </Cell>
                    ) : null
                  })}
                </tr>
              ))}
            </tbody>
          )
        })}
        {piecesAfter && (
          <tbody>
            <tr>
              <th scope="row">{t('week.after')}</th>
              {days.map((day, at) => (
                <Cell key={day.on} day={day} rows={1}>
                  {piecesAfter(at).map(piece => (
                    <div key={piece.start}>{render(piece, at, '')}</div>
                  ))}
                </Cell>
              ))}
            </tr>
          </tbody>
        )}
      </table>
    </div>
  )
}

function DayHead({ day }: { day: WeekDay }) {
  const { t } = useTranslation()
  return (
    <th scope="col" data-today={day.isToday || undefined}>
      <abbr title={weekdayLong(day.on)}>{weekday(day.on)}</abbr> {dayNumber(day.on)}
      {day.isToday && <span className={classes.now}>{t('week.today')}</span>}
      {day.note && <span className={classes.note}>{day.note}</span>}
    </th>
  )
}

type CellProps = { day?: WeekDay; rows: number; later?: boolean; children?: ReactNode }

function Cell({ day, rows, later, children }: CellProps) {
  return (
    <td
      rowSpan={rows}
      data-today={day?.isToday || undefined}
      data-later={later || undefined}
      data-none={(!children && day?.note !== '' && day?.note !== undefined) || undefined}
    >
      {children}
    </td>
  )
}
