import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { groupQuery } from '../../api/groups'
import { useMe } from '../../api/me'
import { useAnnounce } from '../../ui/Announcer'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { MeetingForm } from './MeetingForm'
import { begun, bodyOf } from './meetingForm'
import { meetingQuery, touchedByMeetings } from './queries'

/** Where a member says when the group meets, what for, and whose time it is. */
export function PlanMeeting() {
  const { t } = useTranslation('meetings')
  const me = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const { groupId } = useParams({ from: '/signed-in/group/$groupId/meetings/new' })
  const query = useQuery(groupQuery(groupId))
  const plan = useAct({
    send: (body: Schema<'MeetingIn'>, key) =>
      answer(
        api.POST('/api/groups/{group_id}/meetings', {
          params: { path: { group_id: groupId }, header: withKey(key) },
          body,
        }),
      ),
    changes: touchedByMeetings,
    onDone: async meeting => {
      client.setQueryData(meetingQuery(meeting.id).queryKey, meeting)
      await navigate({ to: '/meetings/$meetingId', params: { meetingId: meeting.id }, replace: true })
      announce(t('plan.done'))
    },
  })
  const toGroup = () => void navigate({ to: '/group/$groupId', params: { groupId } })
  const group = query.data
  return (
    <Page
      narrow
      name={t('plan.name')}
      title={t('plan.name')}
      eyebrow={
        group && (
          <Link to="/group/$groupId" params={{ groupId }}>
            {group.name}
          </Link>
        )
      }
    >
      <Loaded query={query}>
        {loaded => {
          const members = loaded.members.filter(member => !member.is_guest)
          if (!members.some(member => member.staff_id === me.staff_id))
            return (
              <EmptyState
                title={t('plan.onlyMembers')}
                action={
                  <ButtonLink to="/group/$groupId" params={{ groupId }} variant="default">
                    {t('plan.toGroup')}
                  </ButtonLink>
                }
              />
            )
          return (
            <MeetingForm
              members={members}
              values={begun(members.map(member => member.staff_id))}
              label={t('plan.save')}
              error={plan.error}
              isBusy={plan.isPending}
              onSubmit={values => plan.mutate(bodyOf(values))}
              onCancel={toGroup}
            />
          )
        }}
      </Loaded>
    </Page>
  )
}
