import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import classes from './Statement.module.css'

const COLUMNS = ['allocated', 'booked', 'spent', 'toLog', 'other', 'given', 'received', 'left'] as const
const FIELD = {
  allocated: 'allocated_minutes',
  booked: 'committed_minutes',
  spent: 'spent_minutes',
  toLog: 'to_log_minutes',
  other: 'other_minutes',
  given: 'cover_given_minutes',
  received: 'cover_received_minutes',
  left: 'unplaced_minutes',
} as const satisfies Record<(typeof COLUMNS)[number], keyof Schema<'TeacherYear'>>

type TeacherYearsProps = { people: Schema<'TeacherYear'>[]; year: string }

/** One line for each teacher; the name leads to their statement. */
export function TeacherYears({ people, year }: TeacherYearsProps) {
  const { t } = useTranslation('statements')
  const head = {
    allocated: t('school.allocated'),
    booked: t('school.booked'),
    spent: t('school.spent'),
    toLog: t('school.teachers.toLog'),
    other: t('school.teachers.other'),
    given: t('school.teachers.given'),
    received: t('school.teachers.received'),
    left: t('school.left'),
  }
  return (
    <table className={`facts-table ${classes.table}`} aria-label={t('school.teachers.heading')}>
      <thead>
        <tr>
          <th scope="col">{t('school.teachers.name')}</th>
          {COLUMNS.map(column => (
            <th key={column} scope="col" className={column === 'left' ? 'figure' : `figure ${classes.wide}`}>
              {head[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {people.map(person => {
          const said = Object.fromEntries(
            COLUMNS.map(column => [column, inMinutes(person[FIELD[column]])]),
          ) as Record<(typeof COLUMNS)[number], string>
          const about = [
            person.group_name,
            person.fte_percent < 100 && t('school.teachers.percent', { count: person.fte_percent }),
            person.has_left && t('school.teachers.left'),
          ]
          return (
            <tr key={person.staff_id}>
              <th scope="row">
                <Link
                  to="/desk/people/$staffId/statement"
                  params={{ staffId: person.staff_id }}
                  search={{ year }}
                  className="text-link"
                >
                  {person.staff_name}
                </Link>{' '}
                <span className={classes.aside}>{about.filter(Boolean).join(', ')}</span>
                <span className={classes.narrow}>
                  {t('school.teachers.short', said)}
                  {'; '}
                  {t('school.teachers.shortMore', said)}
                </span>
              </th>
              {COLUMNS.map(column => (
                <td key={column} className={column === 'left' ? 'figure' : `figure ${classes.wide}`}>
                  {said[column]}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
