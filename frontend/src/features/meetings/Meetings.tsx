import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { groupQuery } from '../../api/groups'
import { useMe } from '../../api/me'
import { itemsOf } from '../../api/paged'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import { MeetingRow } from './MeetingRow'
import classes from './Meetings.module.css'
import { meetingsQuery } from './queries'

/** On the group's page: when we met beside our rounds, and when we will. */
export function Meetings({ groupId }: { groupId: string }) {
  const { t } = useTranslation('meetings')
  const me = useMe()
  const { data: group } = useQuery(groupQuery(groupId))
  const query = useInfiniteQuery(meetingsQuery(groupId))
  const mine = group?.members.find(member => member.staff_id === me.staff_id)
  const mayPlan = mine && !mine.is_guest && group?.state !== 'archived'
  return (
    <Section
      title={t('list.heading')}
      side={
        mayPlan && (
          <ButtonLink to="/group/$groupId/meetings/new" params={{ groupId }} variant="light">
            {t('list.plan')}
          </ButtonLink>
        )
      }
    >
      <Loaded query={query}>
        {data => {
          const meetings = itemsOf(data)
          if (meetings.length === 0)
            return <EmptyState title={t('list.empty')}>{t('list.emptyDetail')}</EmptyState>
          return (
            <ul className={classes.rows}>
              {meetings.map(meeting => (
                <MeetingRow key={meeting.id} meeting={meeting} isOurs={Boolean(mine)} />
              ))}
            </ul>
          )
        }}
      </Loaded>
      <LoadMore query={query} />
    </Section>
  )
}
