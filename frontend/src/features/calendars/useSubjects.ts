import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { myGroupsQuery } from '../../api/groups'
import { holds, useMe } from '../../api/me'
import { today } from '../../lib/dates'
import { type AddressWish, fairsQuery } from './queries'

export type Subject = { kind: AddressWish['kind']; id: string; words: string }

/** What I can have a calendar of: all that is mine first, then my groups, then the fairs to come. */
export function useSubjects(): Subject[] {
  const { t } = useTranslation('calendars')
  const me = useMe()
  const isStaff = holds(me, 'teacher', 'cpd_lead', 'cover_lead', 'head')
  const { data: groups } = useQuery(myGroupsQuery)
  const { data: fairs } = useQuery({ ...fairsQuery, enabled: isStaff })
  const toCome = (fairs?.items ?? []).filter(fair => fair.held_on >= today() && fair.state !== 'cancelled')
  return [
    { kind: 'person', id: me.staff_id, words: t('whatMe') },
    ...(groups?.items ?? []).map(group => ({
      kind: 'group' as const,
      id: group.id,
      words: t('of.group', { name: group.name }),
    })),
    ...toCome.map(fair => ({
      kind: 'fair' as const,
      id: fair.id,
      words: t('of.fair', { name: fair.title }),
    })),
  ]
}
