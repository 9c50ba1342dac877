import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { useMe } from '../../api/me'
import { today } from '../../lib/dates'
import { periodsOf } from '../../lib/grid'
import { EmptyState } from '../../ui/EmptyState'
import { isKind } from '../../ui/kinds'
import { Section } from '../../ui/Section'
import { Slot } from '../../ui/Slot'
import { WeekGrid } from '../../ui/WeekGrid'
import { WeekSwitch } from '../../ui/WeekSwitch'
import { type Lesson, lessonKey } from './choice'
import { LessonCell } from './LessonCell'
import classes from './Plan.module.css'

type HostWeekProps = {
  plan: Schema<'PlanWeek'>
  group: Schema<'GroupOut'> | undefined
  lesson: Lesson | undefined
  isThisWeek: boolean
  onPick: (key: string) => void
  onHost: (staffId: string) => void
  onWeek: (on: string | undefined) => void
}

/** Whose lesson: the host, and their week with the answer already on each lesson. */
export function HostWeek({ plan, group, lesson, isThisWeek, onPick, onHost, onWeek }: HostWeekProps) {
  const { t } = useTranslation('plan')
  const { t: common } = useTranslation()
  const me = useMe()
  const hosts = group?.members.filter(member => !member.is_guest) ?? []
  const lessonAt = new Map(plan.lessons.map(one => [lessonKey(one), one]))
  const byDay = plan.days.map(on => plan.grid.filter(slot => slot.held_on === on))
  return (
    <Section
      title={t('whose')}
      side={
        <WeekSwitch
          previousOn={plan.previous_on}
          nextOn={plan.next_on}
          isThisWeek={isThisWeek}
          onGo={onWeek}
        />
      }
    >
      <div role="group" aria-label={t('host')} className={classes.hosts}>
        {hosts.map(host => (
          <UnstyledButton
            key={host.staff_id}
            className={classes.host}
            aria-pressed={host.staff_id === plan.host_id}
            onClick={() => onHost(host.staff_id)}
          >
            {host.staff_id === me.staff_id ? t('you', { name: host.name }) : host.name}
          </UnstyledButton>
        ))}
      </div>
      {plan.grid.length === 0 ? (
        <EmptyState title={t('noTimetable')}>{t('noTimetableDetail', { name: plan.host_name })}</EmptyState>
      ) : (
        <>
          <WeekGrid
            key={plan.host_id + plan.starts_on}
            caption={t('caption', { name: plan.host_name, week: plan.label })}
            days={plan.days.map(on => ({ on, isToday: on === today() }))}
            periods={periodsOf(byDay)}
            piecesAt={(day, period) => byDay[day]?.filter(slot => slot.period === period) ?? []}
            render={slot => {
              const option = lessonAt.get(lessonKey(slot))
              if (!option)
                return (
                  <Slot
                    kind={isKind(slot.kind) ? slot.kind : 'closed'}
                    title={slot.kind === 'free' ? common('kind.free') : undefined}
                  />
                )
              const key = lessonKey(option)
              const isChosen = lesson !== undefined && key === lessonKey(lesson)
              return <LessonCell option={option} isChosen={isChosen} onPick={() => onPick(key)} />
            }}
          />
          <p className={classes.hint}>{t('legend')}</p>
        </>
      )}
    </Section>
  )
}
