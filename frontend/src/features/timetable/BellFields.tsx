import { Button, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import { BellCell } from './BellCell'
import { bellKey, columnsOf, continued, periodsIn, type Times } from './dryRun'
import type { PartProps } from './part'
import classes from './Timetable.module.css'

const NONE: Times = { start: '', end: '' }

/** When each period is held: one column for every day, or one for each. */
export function BellFields({ seen, choices, change }: PartProps) {
  const { t } = useTranslation('timetable')
  const periods = periodsIn(seen.days)
  const columns = columnsOf(choices, seen.days)
  const timesOf = (column: string, period: string) => choices.bells[bellKey(column, period)] ?? NONE
  const has = (column: string, period: string) =>
    column === '' ||
    seen.days.some(day => day.name === column && day.periods.some(one => one.period === period))
  const set = (column: string, period: string, times: Times) =>
    change({ bells: { ...choices.bells, [bellKey(column, period)]: times } })
  const isInFile = seen.days.every(day => day.periods.every(one => one.start && one.end))
  const isEmpty = columns.some(column =>
    periods.some(period => has(column, period) && !timesOf(column, period).start),
  )
  const fill = () => {
    const bells = { ...choices.bells }
    for (const column of columns) {
      const here = periods.filter(period => has(column, period))
      const filled = continued(here.map(period => timesOf(column, period)))
      here.forEach((period, at) => {
        bells[bellKey(column, period)] = filled[at] ?? NONE
      })
    }
    change({ bells })
  }
  return (
    <Section plain title={t('run.bells.heading')}>
      <div className="stack">
        <p className="small quiet">
          {t('run.bells.lead')} {isInFile && t('run.bells.fromFile')}
        </p>
        <Switch
          label={t('run.bells.byDay')}
          checked={choices.byDay}
          onChange={event => change({ byDay: event.currentTarget.checked })}
        />
        <div className={classes.bellScroll}>
          <table className={classes.bells} aria-label={t('run.bells.heading')}>
            <thead>
              <tr>
                <th scope="col">{t('run.bells.period')}</th>
                {columns.map(column => (
                  <th key={column} scope="col">
                    {column || t('run.bells.every')}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {periods.map((period, at) => (
                <tr key={period}>
                  <th scope="row">{period}</th>
                  {columns.map(column => (
                    <td key={column}>
                      {has(column, period) && (
                        <BellCell
                          period={period}
                          day={column || t('run.bells.every')}
                          times={timesOf(column, period)}
                          before={
                            at > 0
                              ? { name: periods[at - 1] ?? '', ...timesOf(column, periods[at - 1] ?? '') }
                              : null
                          }
                          onChange={times => set(column, period, times)}
                        />
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {isEmpty && (
          <div className="row">
            <Button variant="default" onClick={fill}>
              {t('run.bells.fill')}
            </Button>
            <span className="small quiet">{t('run.bells.fillHint')}</span>
          </div>
        )}
      </div>
    </Section>
  )
}
