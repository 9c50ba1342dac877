import { Button } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/me'
import { EmptyState } from '../../ui/EmptyState'
import { Page } from '../../ui/Page'
import { PlanGroup } from './PlanGroup'

export type PlanSearch = { group?: string; host?: string; on?: string }

/** Picks the group to plan for; everything else happens in it. */
export function Plan() {
  const { t } = useTranslation('plan')
  const me = useMe()
  const search = useSearch({ from: '/signed-in/plan' })
  const navigate = useNavigate()
  const group = me.groups.find(one => one.id === search.group) ?? me.groups[0]
  if (!group)
    return (
      <Page narrow name={t('name')} title={t('name')}>
        <EmptyState
          title={t('noGroup')}
          action={
            <Button component={Link} to="/group">
              {t('group')}
            </Button>
          }
        >
          {t('noGroupDetail')}
        </EmptyState>
      </Page>
    )
  return (
    <PlanGroup
      key={group.id}
      group={group}
      groups={me.groups}
      search={search}
      onGo={next => void navigate({ to: '/plan', search: next, replace: true, resetScroll: false })}
    />
  )
}
