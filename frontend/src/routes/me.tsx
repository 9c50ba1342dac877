/** Routes of what is one person's own, and the pages that links in mails lead to without signing in. */
import { createRoute, redirect } from '@tanstack/react-router'
import { openRoute, signedInRoute } from './layouts'
import { screen } from './screen'

const areaRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/me',
  component: screen(() => import('../features/notices/MeArea'), 'MeArea', 'notices'),
})

const indexRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/me/notices', replace: true })
  },
})

const calendarRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/calendar',
  component: screen(() => import('../features/calendars/Calendars'), 'Calendars', 'calendars'),
})

const noticesRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/notices',
  component: screen(() => import('../features/notices/MyNotices'), 'MyNotices', 'notices', 'push'),
})

const recordRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/record',
  component: screen(() => import('../features/pupils/MyRecord'), 'MyRecord', 'pupils'),
})

const leaveRoute = createRoute({
  getParentRoute: () => openRoute,
  path: '/leave/$secret',
  component: screen(() => import('../features/notices/LeaveNotices'), 'LeaveNotices', 'notices'),
})

const answerCoverRoute = createRoute({
  getParentRoute: () => openRoute,
  path: '/cover/answer',
  component: screen(() => import('../features/notices/AnswerCover'), 'AnswerCover', 'notices'),
})

/** Children of `openRoute`. */
export const openMeRoutes = [leaveRoute, answerCoverRoute] as const
/** Children of `signedInRoute`. */
export const meRoutes = [
  areaRoute.addChildren([indexRoute, calendarRoute, noticesRoute, recordRoute]),
] as const
