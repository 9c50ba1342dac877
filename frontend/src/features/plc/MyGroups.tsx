import { useQuery } from '@tanstack/react-query'
import { Link, Navigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { myGroupsQuery } from '../../api/groups'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import classes from './Group.module.css'

/** The groups I belong to. With one, straight to it. */
export function MyGroups() {
  const { t } = useTranslation('group')
  const query = useQuery(myGroupsQuery)
  const start = <ButtonLink to="/group/new">{t('start')}</ButtonLink>
  const only = query.data?.items.length === 1 ? query.data.items[0] : undefined
  if (only) return <Navigate to="/group/$groupId" params={{ groupId: only.id }} replace />
  return (
    <Page narrow name={t('name')} title={t('many')}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('none')} action={start}>
              {t('noneDetail')}
            </EmptyState>
          ) : (
            <div className="stack" style={{ justifyItems: 'start' }}>
              <ul className={`panel ${classes.groups}`}>
                {items.map(group => (
                  <li key={group.id}>
                    <Link to="/group/$groupId" params={{ groupId: group.id }} className="text-link">
                      {group.name}
                    </Link>
                    <p>{group.focus}</p>
                    <p className="small quiet">
                      {t('members', { count: group.member_count })}. {t(`state.${group.state}`)}
                    </p>
                  </li>
                ))}
              </ul>
              {start}
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}
