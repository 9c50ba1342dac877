import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { iconOf, tintOf } from '../../ui/kinds'
import { Section } from '../../ui/Section'
import { LessonInPlan } from './LessonInPlan'
import { PlanWeek } from './PlanWeek'
import { RELEASES, ReleaseMark } from './ReleaseMark'
import classes from './Run.module.css'
import type { Go, PlanSearch } from './views'
import { lessonsAt, type Plan } from './week'

const Host = iconOf('host')

/** The research lessons of one group, or of all, week by week. */
export function ByGroup({ plan, search, onGo }: { plan: Plan; search: PlanSearch; onGo: Go }) {
  const { t } = useTranslation('planner')
  const groups = groupsOf(plan)
  const chosen = groups.find(group => group.id === search.group)
  const lessons = chosen ? plan.lessons.filter(lesson => lesson.group_id === chosen.id) : plan.lessons
  const observers = lessons.flatMap(lesson => lesson.observers)
  const who = chosen?.name ?? t('groups.all')
  return (
    <Section
      plain
      title={t('view.groups')}
      side={
        <NativeSelect
          label={t('groups.choose')}
          className={classes.choose}
          value={chosen?.id ?? ''}
          data={[
            { value: '', label: t('groups.all') },
            ...groups.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={event => {
            const { group: _, week: __, ...rest } = search
            const { value } = event.currentTarget
            onGo(value ? { ...rest, group: value } : rest)
          }}
        />
      }
    >
      <div className="stack">
        <ul className={classes.marks} aria-label={t('groups.legend')}>
          {RELEASES.map(release => (
            <li key={release}>
              <ReleaseMark release={release} /> {t(`release.${release}`)}{' '}
              <b className="numbers">{observers.filter(one => one.release === release).length}</b>
            </li>
          ))}
        </ul>
        <PlanWeek
          plan={plan}
          who={who}
          monday={search.week}
          happens={lessons.map(lesson => lesson.held_on)}
          onMonday={week => onGo({ ...search, week })}
          piecesAt={(day, period) => lessonsAt(lessons, day.held_on, period)}
          render={lesson => (
            <LessonInPlan
              key={lesson.group_id + lesson.host_id}
              lesson={lesson}
              isAlone={chosen !== undefined}
            />
          )}
          marks={day =>
            lessons.some(lesson => lesson.held_on === day.held_on) && (
              <span className={tintOf('host')}>
                <Host size={14} style={{ color: 'var(--edge)', display: 'block' }} />
              </span>
            )
          }
        />
      </div>
    </Section>
  )
}

/** The groups that have a lesson or miss one, by name. */
function groupsOf(plan: Plan) {
  const names = new Map([...plan.lessons, ...plan.unplaced].map(one => [one.group_id, one.group_name]))
  return [...names].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name))
}
