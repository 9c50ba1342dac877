import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { longDay } from '../../lib/dates'
import { clock } from '../../lib/minutes'
import { EmptyState } from '../../ui/EmptyState'
import { Section } from '../../ui/Section'
import { CoverStands } from './CoverStands'
import { type Ask, type AskDay, asksByDay, coversOf, standingsOf } from './cover'
import classes from './Run.module.css'
import { isBooked, type Plan } from './week'

/** Each class that is to be covered, by day, and who is asked, or how it stands; nobody is ever assigned. */
export function WhoCovers({ plan }: { plan: Plan }) {
  const { t } = useTranslation('planner')
  const asks = coversOf(plan)
  const count = asks.filter(ask => ask.state !== 'over').length
  const isAsked = isBooked(plan)
  if (asks.length === 0) return <EmptyState title={t('cover.none')}>{t('cover.noneDetail')}</EmptyState>
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
      {isAsked && (
        <p className="numbers">
          {standingsOf(asks)
            .map(one => t(`cover.count.${one.state}`, { count: one.count }))
            .join(', ')}
        </p>
      )}
      <p className="small quiet prose">{t(isAsked ? 'cover.unseen' : 'cover.lead')}</p>
      <table
        className={`facts-table ${classes.asks}`}
        aria-label={t(isAsked ? 'cover.standsCaption' : 'cover.caption')}
      >
        <thead>
          <tr>
            <th scope="col">{t('cover.when')}</th>
            <th scope="col">{t('cover.class')}</th>
            <th scope="col">{t('cover.for')}</th>
            <th scope="col">{t(isAsked ? 'cover.stands' : 'cover.who')}</th>
          </tr>
        </thead>
        {asksByDay(asks).map(day => (
          <Day key={day.on} day={day} isAsked={isAsked} />
        ))}
      </table>
    </Section>
  )
}

function Day({ day, isAsked }: { day: AskDay; isAsked: boolean }) {
  return (
    <tbody>
      <tr className={classes.askDay}>
        <th scope="rowgroup" colSpan={4}>
          {longDay(day.on)}
        </th>
      </tr>
      {day.asks.map(ask => (
        <Line key={ask.observer.staff_id + ask.observer.start} ask={ask} isAsked={isAsked} />
      ))}
    </tbody>
  )
}

function Line({ ask, isAsked }: { ask: Ask; isAsked: boolean }) {
  const { t } = useTranslation('planner')
  const { lesson, observer } = ask
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
        <CoverStands ask={ask} isAsked={isAsked} />
      </td>
    </tr>
  )
}
