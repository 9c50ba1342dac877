import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { groupQuery } from '../../api/groups'
import { holds, useMe } from '../../api/me'
import { itemsOf } from '../../api/paged'
import { dateOfInstant } from '../../lib/instants'
import columns from '../../ui/columns.module.css'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import { groupFindingsQuery } from './queries'
import { StartDraft } from './StartDraft'

type Summary = Schema<'FindingSummary'>
const STATES = ['draft', 'submitted', 'accepted', 'scheduled', 'presented', 'published', 'withdrawn'] as const

/** What one group has written up, and where the next begins. */
export function GroupFindings() {
  const { t } = useTranslation('fair')
  const { t: w } = useTranslation('writing')
  const me = useMe()
  const { groupId } = useParams({ from: '/signed-in/group/$groupId/findings' })
  const group = useQuery(groupQuery(groupId))
  const query = useInfiniteQuery(groupFindingsQuery(groupId))
  const name = group.data?.name ?? ''
  const isGuest = !holds(me, 'teacher', 'cpd_lead', 'cover_lead', 'head')
  return (
    <Page
      name={t('group.name')}
      eyebrow={
        <Link to="/group/$groupId" params={{ groupId }} className="text-link">
          {name || t('group.name')}
        </Link>
      }
      title={query.data && name ? titleOf(itemsOf(query.data)) : t('group.title.loading')}
    >
      <div className="stack" style={{ gap: '1.5rem' }}>
        <Loaded query={query} next={<ToToday />}>
          {data => {
            const all = itemsOf(data)
            if (all.length === 0)
              return (
                <EmptyState title={t('group.title.none', { group: name })}>
                  {t('group.emptyDetail')}
                </EmptyState>
              )
            return <Findings all={all} name={name} />
          }}
        </Loaded>
        <LoadMore query={query} />
        {!isGuest && <StartDraft groupId={groupId} />}
      </div>
    </Page>
  )

  function titleOf(all: Summary[]) {
    const parts = STATES.map(state => [state, all.filter(one => one.state === state).length] as const)
      .filter(([, count]) => count > 0)
      .map(([state, count]) => w(`count.${state}`, { count }))
    if (parts.length === 0) return t('group.title.none', { group: name })
    return t('group.title.some', { group: name, parts: parts.join(', ') })
  }
}

function Findings({ all, name }: { all: Summary[]; name: string }) {
  const { t } = useTranslation('fair')
  const { t: w } = useTranslation('writing')
  return (
    <table className={`facts-table ${columns.snug}`} aria-label={t('group.caption', { group: name })}>
      <thead>
        <tr>
          <th scope="col">{t('group.columnTitle')}</th>
          <th scope="col">{t('group.columnState')}</th>
          <th scope="col" className={columns.wide}>
            {t('group.columnChanged')}
          </th>
        </tr>
      </thead>
      <tbody>
        {all.map(finding => (
          <tr key={finding.id}>
            <th scope="row">
              <Link to="/findings/$findingId/edit" params={{ findingId: finding.id }} className="text-link">
                {finding.title}
              </Link>
            </th>
            <td>
              {w(`state.${finding.state}`)}
              {finding.state === 'draft' && (
                <div className="smaller quiet">
                  {t('group.agreed', { agreed: finding.agreed, authors: finding.authors })}
                </div>
              )}
            </td>
            <td className={`numbers ${columns.wide}`}>{dateOfInstant(finding.updated_at)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
