import { IconAlertCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { DirectedBar } from './DirectedBar'
import classes from './WorkingTime.module.css'

type TeacherBarsProps = { teachers: Schema<'DirectedTimeOut'>[]; year: string | undefined }

/** Missing contingency and an unpublished calendar are the school's matter: said once, not beside every name. */
const OF_THE_SCHOOL: Schema<'RuleId'>[] = ['R_MAX', 'R_CAL']

/** A bar for each teacher, with what the rules have to say in words. */
export function TeacherBars({ teachers, year }: TeacherBarsProps) {
  const { t } = useTranslation('workingTime')
  return (
    <ul className={`panel ${classes.people}`} aria-label={t('teachers.caption')}>
      {teachers.map(one => (
        <li key={one.staff_id} className={classes.person}>
          <div>
            <Link
              to="/school/directed-time/teachers/$staffId"
              params={{ staffId: one.staff_id }}
              search={year ? { year } : {}}
              className="text-link"
            >
              {one.staff_name}
            </Link>{' '}
            <span className="smaller quiet">
              {[one.department, one.fte_percent < 100 && t('teachers.works', { percent: one.fte_percent })]
                .filter(Boolean)
                .join(', ')}
            </span>
          </div>
          <div>
            <DirectedBar year={one} />
            {one.warnings
              .filter(warning => !OF_THE_SCHOOL.includes(warning.rule))
              .map(({ rule, message }) => (
                <p key={rule + message} className={`smaller ${classes.warning}`}>
                  <span className={classes.mark}>
                    <IconAlertCircle size={14} aria-hidden /> {t(`rule.${rule}`)}
                  </span>{' '}
                  {message}
                </p>
              ))}
          </div>
        </li>
      ))}
    </ul>
  )
}
