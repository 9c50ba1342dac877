/** Routes of what is one person's own, and the pages that links in mails lead to without signing in. */
import { createRoute, redirect } from '@tanstack/react-router'
import { holds } from '../api/me'
import { oneOf, present, type Search } from '../lib/search'
import { PROBLEMS, type Problem } from '../lib/signOnProblems'
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
  beforeLoad: ({ context }) => {
    throw redirect({ to: holds(context.me, 'support') ? '/me/password' : '/me/notices', replace: true })
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

const passwordRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/password',
  component: screen(() => import('../features/identity/MyPassword'), 'MyPassword', 'comingIn', 'identity'),
})

const signOnRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/sign-on',
  validateSearch: (search: Search): { problem?: Problem } =>
    present({ problem: oneOf(search.problem, PROBLEMS) }),
  component: screen(() => import('../features/sign_on/MySignOn'), 'MySignOn', 'signOn'),
})

const secondFactorRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/second-factor',
  component: screen(() => import('../features/second_factor/SecondFactor'), 'SecondFactor', 'secondFactor'),
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
  areaRoute.addChildren([
    indexRoute,
    calendarRoute,
    noticesRoute,
    recordRoute,
    passwordRoute,
    secondFactorRoute,
    signOnRoute,
  ]),
] as const
