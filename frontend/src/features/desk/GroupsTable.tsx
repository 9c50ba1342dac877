import { Button, VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { figure } from '../../lib/minutes'
import columns from '../../ui/columns.module.css'
import { EmptyState } from '../../ui/EmptyState'
import { Section } from '../../ui/Section'

/** Every group by name, with how far its year is. */
export function GroupsTable({ groups }: { groups: Schema<'GroupLine'>[] }) {
  const { t } = useTranslation('desk')
  if (groups.length === 0)
    return (
      <Section plain title={t('groups.heading')}>
        <EmptyState
          title={t('groups.empty')}
          action={
            <Button component={Link} to="/group/new" variant="light">
              {t('groups.start')}
            </Button>
          }
        >
          {t('groups.emptyDetail')}
        </EmptyState>
      </Section>
    )
  return (
    <Section plain title={t('groups.heading')}>
      <table className={`facts-table ${columns.snug}`}>
        <caption>
          <VisuallyHidden>{t('groups.caption')}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('groups.name')}</th>
            {(['members', 'done', 'planned'] as const).map(column => (
              <th key={column} scope="col" className={`figure ${columns.wide}`}>
                {t(`groups.${column}`)}
              </th>
            ))}
            <th scope="col" className="figure">
              {t('groups.unplaced')}
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map(group => (
            <tr key={group.group_id}>
              <th scope="row">
                <Link to="/group/$groupId" params={{ groupId: group.group_id }} className="text-link">
                  {group.name}
                </Link>
                <span className={`smaller quiet ${columns.narrow}`}>
                  {t('groups.inShort', {
                    members: group.member_count,
                    done: group.rounds_done,
                    planned: group.rounds_planned,
                  })}
                </span>
              </th>
              <td className={`figure ${columns.wide}`}>{group.member_count}</td>
              <td className={`figure ${columns.wide}`}>{group.rounds_done}</td>
              <td className={`figure ${columns.wide}`}>{group.rounds_planned}</td>
              <td className="figure">
                {figure(group.unplaced_minutes)} {t('unit')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
