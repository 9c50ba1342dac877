/** Routes of the planner; children of `signedInRoute`. Its code loads when it is first opened. */
import { createRoute } from '@tanstack/react-router'
import { VIEWS } from '../features/planner/views'
import { oneOf, present, type Search, words } from '../lib/search'
import { signedInRoute } from './layouts'
import { screen } from './screen'

const runsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/planner',
  component: screen(() => import('../features/planner/Runs'), 'Runs', 'planner'),
})

const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/planner/new',
  validateSearch: (search: Search): { from?: string } => present({ from: words(search.from) }),
  component: screen(() => import('../features/planner/NewPlan'), 'NewPlan', 'planner'),
})

const runRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/planner/runs/$runId',
  validateSearch: (search: Search) =>
    present({
      show: oneOf(search.show, VIEWS),
      group: words(search.group),
      teacher: words(search.teacher),
      week: words(search.week),
    }),
  component: screen(() => import('../features/planner/Run'), 'Run', 'planner'),
})

export const plannerRoutes = [runsRoute, newRoute, runRoute] as const
