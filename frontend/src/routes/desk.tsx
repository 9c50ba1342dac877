/** Routes of the desk and of the cover lead's list; children of `signedInRoute`. */
import { createRoute } from '@tanstack/react-router'
import { signedInRoute } from './layouts'
import { screen } from './screen'

const deskRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/desk',
  component: screen(() => import('../features/desk/Desk'), 'Desk', 'desk'),
})

const unplacedRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/desk/unplaced',
  component: screen(() => import('../features/desk/Unplaced'), 'Unplaced', 'desk'),
})

const allocateRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/desk/allocate',
  component: screen(() => import('../features/desk/Allocate'), 'Allocate', 'desk'),
})

const personTimeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/desk/people/$staffId',
  component: screen(() => import('../features/desk/PersonTime'), 'PersonTime', 'desk'),
})

const coverRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/cover',
  component: screen(() => import('../features/desk/Cover'), 'Cover', 'cover'),
})

export const deskRoutes = [deskRoute, unplacedRoute, allocateRoute, personTimeRoute, coverRoute] as const
