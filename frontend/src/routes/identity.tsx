import { createRoute } from '@tanstack/react-router'
import { rootRoute, signedInRoute } from './layouts'
import { screen } from './screen'

/** Only a path of this site: never a way to send somebody elsewhere. */
const localPath = (to: unknown): string | undefined =>
  typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : undefined

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } => {
    const to = localPath(search.to)
    return to ? { to } : {}
  },
  component: screen(() => import('../features/identity/SignIn'), 'SignIn', 'identity'),
})

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation/$secret',
  component: screen(() => import('../features/identity/Invitation'), 'Invitation', 'identity'),
})

const sessionsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/sessions',
  component: screen(() => import('../features/identity/Sessions'), 'Sessions', 'identity'),
})

export const openIdentityRoutes = [signInRoute, invitationRoute] as const
export const identityRoutes = [sessionsRoute] as const
