import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { myGroupsQuery } from '../../api/groups'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { PlanGroup } from './PlanGroup'

/** `period` with `on` picks one lesson; `find` opens the search for a time. */
export type PlanSearch = { group?: string; host?: string; on?: string; period?: string; find?: true }

/** Picks the group to plan for; everything else happens in it. */
export function Plan() {
  const { t } = useTranslation('plan')
  const search = useSearch({ from: '/signed-in/plan' })
  const navigate = useNavigate()
  const query = useQuery(myGroupsQuery)
  const groups = query.data?.items ?? []
  const group = groups.find(one => one.id === search.group) ?? groups[0]
  if (!group)
    return (
      <Page narrow name={t('name')} title={t('name')}>
        <Loaded query={query}>
          {() => (
            <EmptyState title={t('noGroup')} action={<ButtonLink to="/group">{t('group')}</ButtonLink>}>
              {t('noGroupDetail')}
            </EmptyState>
          )}
        </Loaded>
      </Page>
    )
  return (
    <PlanGroup
      key={group.id}
      group={group}
      groups={groups}
      search={search}
      onGo={next => void navigate({ to: '/plan', search: next, replace: true, resetScroll: false })}
    />
  )
}
