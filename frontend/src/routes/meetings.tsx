/** Routes of a group's meetings; children of `signedInRoute`. The list stands on the group's page. */
import { createRoute } from '@tanstack/react-router'
import { groupQuery } from '../api/groups'
import { meetingQuery } from '../features/meetings/queries'
import { signedInRoute } from './layouts'
import { screen } from './screen'

const planRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/group/$groupId/meetings/new',
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(groupQuery(params.groupId)),
  component: screen(() => import('../features/meetings/PlanMeeting'), 'PlanMeeting', 'meetings'),
})

const meetingRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/meetings/$meetingId',
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(meetingQuery(params.meetingId)),
  component: screen(() => import('../features/meetings/MeetingPage'), 'MeetingPage', 'meetings', 'pupils'),
})

export const meetingRoutes = [planRoute, meetingRoute] as const
