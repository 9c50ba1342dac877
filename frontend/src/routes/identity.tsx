import { createRoute, redirect } from '@tanstack/react-router'
import { meQuery } from '../api/me'
import { oneOf, present, type Search } from '../lib/search'
import { PROBLEMS, type Problem } from '../lib/signOnProblems'
import { rootRoute, signedInRoute } from './layouts'
import { screen } from './screen'

/** Only a path of this site: never a way to send somebody elsewhere. */
const localPath = (to: unknown): string | undefined =>
  typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : undefined

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Search): { to?: string; problem?: Problem } =>
    present({ to: localPath(search.to), problem: oneOf(search.problem, PROBLEMS) }),
  component: screen(() => import('../features/identity/SignIn'), 'SignIn', 'identity', 'signOn'),
})

const secondStepRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/second-step',
  validateSearch: (search: Record<string, unknown>): { to?: string } => {
    const to = localPath(search.to)
    return to ? { to } : {}
  },
  beforeLoad: async ({ context, search }) => {
    const me = await context.queryClient.ensureQueryData(meQuery)
    if (!me) throw redirect({ to: '/sign-in', search, replace: true })
    if (!me.needs_factor) throw redirect({ to: '/', replace: true })
  },
  component: screen(() => import('../features/second_factor/SecondStep'), 'SecondStep', 'secondFactor'),
})

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation/$secret',
  component: screen(() => import('../features/identity/Invitation'), 'Invitation', 'identity', 'signOn'),
})

const forgottenRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgotten',
  component: screen(() => import('../features/identity/Forgotten'), 'Forgotten', 'comingIn', 'identity'),
})

const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset/$secret',
  component: screen(() => import('../features/identity/Reset'), 'Reset', 'comingIn', 'identity'),
})

const helpRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/support',
  component: screen(() => import('../features/coming_in/WhatRuns'), 'WhatRuns', 'comingIn', 'school'),
})

const sessionsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/sessions',
  component: screen(() => import('../features/identity/Sessions'), 'Sessions', 'identity'),
})

export const openIdentityRoutes = [
  signInRoute,
  secondStepRoute,
  invitationRoute,
  forgottenRoute,
  resetRoute,
] as const
export const identityRoutes = [sessionsRoute, helpRoute] as const
