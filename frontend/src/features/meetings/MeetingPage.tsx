import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { clock } from '../../lib/minutes'
import { GroupsOwn } from '../../ui/GroupsOwn'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { ToToday } from '../../ui/ToToday'
import { MeetingParts } from './MeetingParts'
import { meetingQuery } from './queries'

/** One meeting: its agenda, what was said, who does what by when, and who came. */
export function MeetingPage() {
  const { t } = useTranslation('meetings')
  const { meetingId } = useParams({ from: '/signed-in/meetings/$meetingId' })
  const query = useQuery(meetingQuery(meetingId))
  const meeting = query.data
  return (
    <Page
      name={meeting?.title ?? t('name')}
      title={meeting?.title ?? t('name')}
      eyebrow={
        meeting && (
          <Link to="/group/$groupId" params={{ groupId: meeting.group_id }}>
            {meeting.group_name}
          </Link>
        )
      }
      aside={
        meeting &&
        [
          t('when', {
            day: shortDay(meeting.held_on),
            start: clock(meeting.start),
            end: clock(meeting.end),
          }),
          t(`state.${meeting.state}`).toLowerCase(),
        ].join(', ')
      }
    >
      <GroupsOwn error={query.error} title={t('page.ours')} detail={t('page.oursDetail')}>
        <Loaded query={query} skeleton={<SkeletonRows rows={4} height={96} />} next={<ToToday />}>
          {loaded => <MeetingParts key={loaded.id} meeting={loaded} />}
        </Loaded>
      </GroupsOwn>
    </Page>
  )
}
