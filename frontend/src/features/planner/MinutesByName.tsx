import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import columns from '../../ui/columns.module.css'
import { Section } from '../../ui/Section'
import classes from './Run.module.css'
import { Squares } from './Squares'
import type { Plan } from './week'

const POTS = ['observe', 'cover', 'debrief'] as const

/** What the plan takes from each colleague and gives to them: by name, a balance and never a ranking. */
export function MinutesByName({ plan }: { plan: Plan }) {
  const { t } = useTranslation('planner')
  return (
    <Section plain title={t('minutes.heading')}>
      <p className="small quiet prose">
        {t('minutes.lead')} {plan.state === 'accepted' && t('minutes.agreedOnly')}
      </p>
      <table className={`facts-table ${columns.snug} ${classes.people}`} aria-label={t('minutes.caption')}>
        <thead>
          <tr>
            <th scope="col">{t('minutes.name')}</th>
            {POTS.map(pot => (
              <th key={pot} scope="col" className={`figure ${columns.wide}`}>
                {t(`minutes.${pot}`)}
              </th>
            ))}
            <th scope="col">{t('minutes.balance')}</th>
          </tr>
        </thead>
        <tbody>
          {plan.teachers.map(teacher => (
            <Line key={teacher.staff_id} teacher={teacher} />
          ))}
        </tbody>
      </table>
    </Section>
  )
}

function Line({ teacher }: { teacher: Schema<'TeacherMinutes'> }) {
  const { t } = useTranslation('planner')
  const minutes = {
    observe: inMinutes(teacher.observe_minutes),
    cover: inMinutes(teacher.cover_minutes),
    debrief: inMinutes(teacher.debrief_minutes),
  }
  return (
    <tr>
      <th scope="row">
        {teacher.name}
        <span className={`smaller quiet ${classes.under}`}>
          {teacher.group_names.join(', ') || t('minutes.outside')}
          {teacher.hosted > 0 && `; ${t('minutes.hosts', { count: teacher.hosted })}`}
        </span>
        <span className={`smaller quiet ${columns.narrow}`}>{t('minutes.short', minutes)}</span>
      </th>
      {POTS.map(pot => (
        <td key={pot} className={`figure ${columns.wide}`}>
          {minutes[pot]}
        </td>
      ))}
      <td>
        <Squares side="gives" minutes={teacher.cover_given_minutes} />
        <Squares side="gets" minutes={teacher.cover_received_minutes} />
      </td>
    </tr>
  )
}
