/** Routes of the desk and of the cover lead's list; children of `signedInRoute`. */
import { createRoute } from '@tanstack/react-router'
import { present, type Search, words } from '../lib/search'
import { signedInRoute } from './layouts'
import { screen } from './screen'

const areaRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/desk',
  component: screen(() => import('../features/desk/DeskArea'), 'DeskArea', 'desk'),
})

const deskRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/',
  component: screen(() => import('../features/desk/Desk'), 'Desk', 'desk'),
})

const unplacedRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/unplaced',
  component: screen(() => import('../features/desk/Unplaced'), 'Unplaced', 'desk', 'statements'),
})

const allocateRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/allocate',
  component: screen(() => import('../features/desk/Allocate'), 'Allocate', 'desk'),
})

const personTimeRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/people/$staffId',
  component: screen(() => import('../features/desk/PersonTime'), 'PersonTime', 'desk', 'ledger'),
})

const grantsRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/grants',
  component: screen(() => import('../features/desk/Grants'), 'Grants', 'desk', 'ledger'),
})

const policyRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/policy',
  component: screen(() => import('../features/desk/TimePolicy'), 'TimePolicy', 'desk'),
})

const closingRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/closing',
  validateSearch: (search: Search): { year?: string } => present({ year: words(search.year) }),
  component: screen(() => import('../features/desk/Closing'), 'Closing', 'desk'),
})

const schoolStatementRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/statement',
  validateSearch: (search: Search): { year?: string } => present({ year: words(search.year) }),
  component: screen(() => import('../features/statements/SchoolYear'), 'SchoolYear', 'statements', 'ledger'),
})

const personStatementRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/people/$staffId/statement',
  validateSearch: (search: Search): { year?: string } => present({ year: words(search.year) }),
  component: screen(
    () => import('../features/statements/PersonStatement'),
    'PersonStatement',
    'statements',
    'ledger',
  ),
})

const cyclesRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/cycles',
  component: screen(() => import('../features/lesson_study_cycle/DeskCycles'), 'DeskCycles', 'lessonStudy'),
})

const impactRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/impact',
  component: screen(() => import('../features/shelf/SchoolImpact'), 'SchoolImpact', 'shelf'),
})

const fairsRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/fairs',
  component: screen(() => import('../features/fair_day/Fairs'), 'Fairs', 'fairDay'),
})

const toAcceptRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/findings',
  component: screen(() => import('../features/fair/ToAccept'), 'ToAccept', 'fair', 'writing'),
})

const checkRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/findings/$findingId',
  component: screen(() => import('../features/fair/Check'), 'Check', 'fair', 'writing'),
})

const coverRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/cover',
  component: screen(() => import('../features/desk/Cover'), 'Cover', 'cover'),
})

export const deskRoutes = [
  areaRoute.addChildren([
    deskRoute,
    unplacedRoute,
    allocateRoute,
    grantsRoute,
    policyRoute,
    closingRoute,
    cyclesRoute,
    impactRoute,
    fairsRoute,
    toAcceptRoute,
    checkRoute,
    personTimeRoute,
    personStatementRoute,
    schoolStatementRoute,
  ]),
  coverRoute,
] as const
