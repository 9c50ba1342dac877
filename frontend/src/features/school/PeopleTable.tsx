import { VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import columns from '../../ui/columns.module.css'
import classes from './School.module.css'

type Staff = Schema<'StaffOut'>

export function PeopleTable({ staff }: { staff: Staff[] }) {
  const { t } = useTranslation('school')
  const rolesOf = (person: Staff) =>
    person.roles
      .filter(role => role !== 'teacher')
      .map(role => t(`role.${role}`))
      .join(', ')
  return (
    <table className={`facts-table ${columns.snug} ${classes.people}`}>
      <caption>
        <VisuallyHidden>{t('people.caption')}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('people.who')}</th>
          <th scope="col" className={columns.wide}>
            {t('people.department')}
          </th>
          <th scope="col" className={`figure ${columns.wide}`}>
            {t('people.share')}
          </th>
          <th scope="col" className={columns.wide}>
            {t('people.roles')}
          </th>
          <th scope="col" className={columns.wide}>
            {t('people.access')}
          </th>
          <th scope="col">
            <VisuallyHidden>{t('people.timetable')}</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {staff.map(person => (
          <tr key={person.id}>
            <th scope="row">
              <Link to="/school/people/$staffId" params={{ staffId: person.id }} className="text-link">
                {person.name}
              </Link>{' '}
              <span className="quiet small" style={{ fontWeight: 400 }}>
                {person.code}
              </span>
              <span className={`small quiet ${columns.narrow}`}>
                {[
                  person.department,
                  person.fte_percent < 100 && t('people.percent', { count: person.fte_percent }),
                  rolesOf(person),
                  !person.can_sign_in && t('people.cannotSignInLong'),
                ]
                  .filter(Boolean)
                  .join(', ')}
              </span>
            </th>
            <td className={columns.wide}>{person.department}</td>
            <td className={`figure ${columns.wide}`}>{t('people.percent', { count: person.fte_percent })}</td>
            <td className={columns.wide}>{rolesOf(person)}</td>
            <td className={columns.wide}>
              {!person.is_active
                ? t('people.left')
                : person.can_sign_in
                  ? t('people.canSignIn')
                  : t('people.cannotSignIn')}
            </td>
            <td>
              <Link
                to="/school/people/$staffId/timetable"
                params={{ staffId: person.id }}
                className="text-link"
                aria-label={t('people.timetableOf', { name: person.name })}
              >
                {t('people.timetable')}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
