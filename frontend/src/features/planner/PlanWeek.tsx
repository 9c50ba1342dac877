import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { shortDay, today } from '../../lib/dates'
import { periodsOf } from '../../lib/grid'
import { WeekGrid } from '../../ui/WeekGrid'
import { WeekSwitch } from '../../ui/WeekSwitch'
import classes from './Run.module.css'
import { mondayOf, type Piece, type Plan, type Week, weekAt, weeksOf } from './week'

type Day = Plan['days'][number]
type PlanWeekProps<T> = {
  plan: Plan
  /** Of whom the plan is shown, for the table's caption. */
  who: string
  /** The Monday that is asked for. */
  monday: string | undefined
  /** The days on which something happens. */
  happens: string[]
  onMonday: (monday: string) => void
  piecesAt: (day: Day, period: string) => Piece<T>[]
  piecesAfter?: (day: Day) => Piece<T>[]
  render: (item: T) => ReactNode
  marks?: (day: Day) => ReactNode
}

/** One week of the plan on the school's own grid, with the way to the weeks before and after. */
export function PlanWeek<T>(props: PlanWeekProps<T>) {
  const { plan, who, monday, happens, onMonday, piecesAt, piecesAfter, render, marks } = props
  const { t } = useTranslation('planner')
  const weeks = weeksOf(plan.days)
  const at = weekAt(weeks, monday, happens)
  const week = weeks[at]
  if (!week) return null
  const words = spanOf(week)
  const isEmpty = !happens.some(day => mondayOf(day) === week.monday)
  const next = weeks.find((one, index) => index > at && happens.some(day => mondayOf(day) === one.monday))
  const dayAt = (index: number) => week.days[index] as Day
  return (
    <div>
      <div className="between">
        <h3 aria-live="polite">
          {t('week.heading', words)}{' '}
          <span className="small quiet">{t('week.of', { at: at + 1, count: weeks.length })}</span>
        </h3>
        <WeekSwitch
          isThisWeek
          previousOn={weeks[at - 1]?.monday ?? null}
          nextOn={weeks[at + 1]?.monday ?? null}
          onGo={on => on && onMonday(on)}
        />
      </div>
      {isEmpty && (
        <div className={`row ${classes.emptyWeek}`}>
          <p className="small quiet">{t('week.nothing')}</p>
          {next && (
            <Button variant="default" size="compact-md" onClick={() => onMonday(next.monday)}>
              {t('week.nextWith', { week: shortDay(next.days[0]?.held_on ?? next.monday) })}
            </Button>
          )}
        </div>
      )}
      <div className={classes.grid}>
        <WeekGrid
          key={week.monday}
          caption={t('week.caption', { who, ...words })}
          days={week.days.map(day => ({
            on: day.held_on,
            isToday: day.held_on === today(),
            note: day.is_blocked ? t('week.blocked') : '',
          }))}
          periods={periodsOf(week.days.map(day => day.periods))}
          piecesAt={(day, period) => piecesAt(dayAt(day), period)}
          {...(piecesAfter ? { piecesAfter: (day: number) => piecesAfter(dayAt(day)) } : {})}
          {...(marks ? { marks: (day: number) => marks(dayAt(day)) } : {})}
          render={piece => <div className={classes.cell}>{piece.items.map(render)}</div>}
        />
      </div>
    </div>
  )
}

const spanOf = ({ days, monday }: Week) => ({
  from: shortDay(days[0]?.held_on ?? monday),
  to: shortDay(days.at(-1)?.held_on ?? monday),
})
