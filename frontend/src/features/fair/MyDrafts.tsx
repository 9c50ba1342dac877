import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { myGroupsQuery } from '../../api/groups'
import { itemsOf } from '../../api/paged'
import { Section } from '../../ui/Section'
import classes from './MyDrafts.module.css'
import { groupFindingsQuery } from './queries'

/** What stands on the fair, or stood there, is read there. */
const OVER: Schema<'FindingSummary'>['state'][] = ['published', 'withdrawn']

/** What my groups are writing. Not there for who is in no group; a fault here must not hide the fair. */
export function MyDrafts() {
  const { t } = useTranslation('fair')
  const { data } = useQuery(myGroupsQuery)
  if (!data || data.items.length === 0) return null
  return (
    <Section title={t('drafts.heading')}>
      <ul className={classes.drafts}>
        {data.items.map(group => (
          <OfGroup key={group.id} group={group} />
        ))}
      </ul>
    </Section>
  )
}

function OfGroup({ group }: { group: Schema<'GroupSummary'> }) {
  const { t } = useTranslation('fair')
  const { t: w } = useTranslation('writing')
  const { data } = useInfiniteQuery(groupFindingsQuery(group.id))
  const drafts = data ? itemsOf(data).filter(({ state }) => !OVER.includes(state)) : []
  return (
    <>
      {drafts.map(draft => (
        <li key={draft.id}>
          <Link
            to="/findings/$findingId/edit"
            params={{ findingId: draft.id }}
            className="text-link"
            aria-label={t('drafts.edit', { title: draft.title })}
          >
            {draft.title}
          </Link>
          <span className="small quiet">
            {draft.state === 'draft'
              ? t('drafts.agreed', { agreed: draft.agreed, authors: draft.authors })
              : w(`state.${draft.state}`)}
          </span>
        </li>
      ))}
      <li className="small">
        {drafts.length === 0 && data && <span className="quiet">{t('drafts.none')}</span>}
        <Link to="/group/$groupId/findings" params={{ groupId: group.id }} className="text-link">
          {t('drafts.all', { group: group.name })}
        </Link>
      </li>
    </>
  )
}
