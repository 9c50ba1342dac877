import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { figure } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import classes from './Statement.module.css'

/** Each group's minutes, by name. */
export function SchoolGroups({ groups }: { groups: Schema<'GroupMinutes'>[] }) {
  const { t } = useTranslation('statements')
  return (
    <Section plain title={t('school.groups.heading')}>
      <p className={classes.note}>
        {t('school.groups.lead')} {t('school.inMinutes')}
      </p>
      {groups.length === 0 ? (
        <p className="quiet">{t('school.groups.empty')}</p>
      ) : (
        <table className={`facts-table ${classes.table}`} aria-label={t('school.groups.heading')}>
          <thead>
            <tr>
              <th scope="col">{t('school.groups.group')}</th>
              <th scope="col" className={`figure ${classes.wide}`}>
                {t('school.allocated')}
              </th>
              <th scope="col" className={`figure ${classes.wide}`}>
                {t('school.booked')}
              </th>
              <th scope="col" className="figure">
                {t('school.spent')}
              </th>
              <th scope="col" className="figure">
                {t('school.left')}
              </th>
            </tr>
          </thead>
          <tbody>
            {groups.map(group => (
              <tr key={group.group_id ?? 'none'}>
                <th scope="row">
                  {group.group_id ? group.name : t('school.groups.none')}{' '}
                  <span className={classes.aside}>
                    {group.group_id
                      ? t('school.groups.members', { count: group.member_count })
                      : t('school.teacherCount', { count: group.member_count })}
                  </span>
                  <span className={classes.narrow}>
                    {t('school.groups.short', {
                      allocated: figure(group.allocated_minutes),
                      booked: figure(group.committed_minutes),
                    })}
                  </span>
                </th>
                <td className={`figure ${classes.wide}`}>{figure(group.allocated_minutes)}</td>
                <td className={`figure ${classes.wide}`}>{figure(group.committed_minutes)}</td>
                <td className="figure">{figure(group.spent_minutes)}</td>
                <td className="figure">{figure(group.unplaced_minutes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}
