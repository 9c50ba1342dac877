import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { longDay } from '../../lib/dates'
import { clock } from '../../lib/minutes'
import { EmptyState } from '../../ui/EmptyState'
import { Section } from '../../ui/Section'
import { type Ask, type AskDay, asksByDay } from './cover'
import { ReleaseMark } from './ReleaseMark'
import classes from './Run.module.css'
import type { Plan } from './week'

/** Each class that is to be covered, by day, and who is asked; nobody is ever assigned. */
export function WhoCovers({ plan }: { plan: Plan }) {
  const { t } = useTranslation('planner')
  const days = asksByDay(plan.lessons)
  const count = days.reduce((sum, day) => sum + day.asks.length, 0)
  if (count === 0) return <EmptyState title={t('cover.none')}>{t('cover.noneDetail')}</EmptyState>
  return (
    <Section
      plain
      title={t('cover.heading', { count })}
      side={
        <Button
          variant="default"
          className="no-print"
          leftSection={<IconPrinter size={18} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('cover.print')}
        </Button>
      }
    >
      <p className="small quiet prose">{t('cover.lead')}</p>
      <table className={`facts-table ${classes.asks}`} aria-label={t('cover.caption')}>
        <thead>
          <tr>
            <th scope="col">{t('cover.when')}</th>
            <th scope="col">{t('cover.class')}</th>
            <th scope="col">{t('cover.for')}</th>
            <th scope="col">{t('cover.who')}</th>
          </tr>
        </thead>
        {days.map(day => (
          <Day key={day.on} day={day} />
        ))}
      </table>
    </Section>
  )
}

function Day({ day }: { day: AskDay }) {
  return (
    <tbody>
      <tr className={classes.askDay}>
        <th scope="rowgroup" colSpan={4}>
          {longDay(day.on)}
        </th>
      </tr>
      {day.asks.map(ask => (
        <Line key={ask.observer.staff_id + ask.observer.start} ask={ask} />
      ))}
    </tbody>
  )
}

function Line({ ask: { lesson, observer, name } }: { ask: Ask }) {
  const { t } = useTranslation('planner')
  return (
    <tr className={classes.ask}>
      <th scope="row" className="numbers">
        {t('cover.time', {
          period: lesson.period,
          start: clock(observer.start),
          end: clock(observer.end),
        })}
      </th>
      <td className="strong">{observer.class_name}</td>
      <td>{t('cover.observes', { name: observer.name, host: lesson.host_name })}</td>
      <td>
        <span className="strong">{name}</span>{' '}
        <span className="small quiet">
          <ReleaseMark release={observer.release} />{' '}
          {t(observer.release === 'exchange' ? 'cover.otherGroup' : 'cover.inGroup')}
        </span>
      </td>
    </tr>
  )
}
