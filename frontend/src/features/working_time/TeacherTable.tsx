import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import columns from '../../ui/columns.module.css'
import classes from './WorkingTime.module.css'
import { GROUP_NAMES, minutesOf, standing } from './year'

type TeacherTableProps = { teachers: Schema<'DirectedTimeOut'>[]; year: string | undefined }

/** Directed minutes by kind, a row for each teacher; on a phone the kinds stand under the name. */
export function TeacherTable({ teachers, year }: TeacherTableProps) {
  const { t } = useTranslation('workingTime')
  const shown = (minutes: number) => (minutes === 0 ? '–' : inMinutes(minutes))
  const capOf = (one: Schema<'DirectedTimeOut'>) =>
    one.cap_minutes !== null
      ? inMinutes(one.cap_minutes)
      : t(standing(one).kind === 'noCap' ? 'teachers.noCap' : 'teachers.notSet')
  return (
    <table className={`facts-table ${columns.snug} ${classes.dense}`} aria-label={t('teachers.caption')}>
      <thead>
        <tr>
          <th scope="col">{t('teachers.who')}</th>
          {GROUP_NAMES.map(group => (
            <th key={group} scope="col" className={`figure ${columns.wide}`}>
              {t(`teachers.group.${group}`)}
            </th>
          ))}
          <th scope="col" className="figure">
            {t('teachers.total')}
          </th>
          <th scope="col" className={`figure ${columns.wide}`}>
            {t('teachers.cap')}
          </th>
        </tr>
      </thead>
      <tbody>
        {teachers.map(one => (
          <tr key={one.staff_id}>
            <th scope="row">
              <Link
                to="/school/directed-time/teachers/$staffId"
                params={{ staffId: one.staff_id }}
                search={year ? { year } : {}}
                className="text-link"
              >
                {one.staff_name}
              </Link>
              <span className={`smaller quiet ${columns.narrow}`}>
                {t('teachers.capIs', { cap: capOf(one) })}{' '}
                {GROUP_NAMES.filter(group => minutesOf(one.minutes, group) > 0)
                  .map(group => `${t(`teachers.group.${group}`)} ${inMinutes(minutesOf(one.minutes, group))}`)
                  .join('; ')}
              </span>
            </th>
            {GROUP_NAMES.map(group => (
              <td key={group} className={`figure ${columns.wide}`}>
                {shown(minutesOf(one.minutes, group))}
              </td>
            ))}
            <td className="figure strong">{inMinutes(one.total_minutes)}</td>
            <td className={`figure ${columns.wide}`}>{capOf(one)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
