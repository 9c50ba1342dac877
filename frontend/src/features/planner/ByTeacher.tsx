import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import { iconOf, tintOf } from '../../ui/kinds'
import { Section } from '../../ui/Section'
import { WhyNot } from '../../ui/WhyNot'
import { DutyInPlan } from './DutyInPlan'
import { PlanWeek } from './PlanWeek'
import classes from './Run.module.css'
import type { Go, PlanSearch } from './views'
import { cellOf, type Duty, dutiesAfter, dutiesOf, type Gap, type Plan } from './week'

/** Everything that the plan has one colleague do: hosts, observes, is asked to cover, debriefs. */
export function ByTeacher({ plan, search, onGo }: { plan: Plan; search: PlanSearch; onGo: Go }) {
  const { t } = useTranslation('planner')
  const teacher = plan.teachers.find(one => one.staff_id === search.teacher) ?? plan.teachers[0]
  if (!teacher) return null
  const duties = dutiesOf(plan.lessons, teacher.staff_id)
  const minutes = {
    observe: inMinutes(teacher.observe_minutes),
    cover: inMinutes(teacher.cover_minutes),
    debrief: inMinutes(teacher.debrief_minutes),
  }
  return (
    <Section
      plain
      title={t('view.teachers')}
      side={
        <NativeSelect
          label={t('teachers.choose')}
          className={classes.choose}
          value={teacher.staff_id}
          data={plan.teachers.map(one => ({ value: one.staff_id, label: one.name }))}
          onChange={event => {
            const { week: _, ...rest } = search
            onGo({ ...rest, teacher: event.currentTarget.value })
          }}
        />
      }
    >
      <div className="stack">
        <p className="small quiet numbers">
          {duties.length === 0
            ? t('teachers.nothing', { name: teacher.name })
            : t('teachers.minutes', minutes)}
        </p>
        <PlanWeek<Duty | Gap>
          plan={plan}
          who={teacher.name}
          monday={search.week}
          happens={duties.map(duty => duty.on)}
          onMonday={week => onGo({ ...search, teacher: teacher.staff_id, week })}
          piecesAt={(day, period) => cellOf(duties, day, period)}
          piecesAfter={day => dutiesAfter(duties, day)}
          render={one =>
            one.kind === 'gap' ? (
              <WhyNot
                key={one.start}
                staffId={teacher.staff_id}
                name={teacher.name}
                on={one.on}
                period={one.period}
              />
            ) : (
              <DutyInPlan key={one.kind + one.start} duty={one} />
            )
          }
          marks={day =>
            [...new Set(duties.filter(duty => duty.on === day.held_on).map(duty => duty.kind))].map(kind => {
              const Icon = iconOf(kind)
              return (
                <span key={kind} className={tintOf(kind)}>
                  <Icon size={14} style={{ color: 'var(--edge)', display: 'block' }} />
                </span>
              )
            })
          }
        />
      </div>
    </Section>
  )
}
