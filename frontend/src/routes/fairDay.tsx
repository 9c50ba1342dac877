/** Routes of the learning fair as an event. Its big screen stands outside the shell. */
import { createRoute, redirect } from '@tanstack/react-router'
import { meQuery } from '../api/me'
import { bigScreenQuery, passportQuery, programmeQuery } from '../features/fair_day/queries'
import { oneOf, present, type Search } from '../lib/search'
import { rootRoute, signedInRoute } from './layouts'
import { screen } from './screen'
import { Trouble } from './Trouble'

const fairsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/fairs',
  component: screen(() => import('../features/fair_day/Fairs'), 'Fairs', 'fairDay'),
})

const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/fairs/new',
  component: screen(() => import('../features/fair_day/NewFair'), 'NewFair', 'fairDay'),
})

const fairRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/fairs/$fairId',
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(programmeQuery(params.fairId)),
  component: screen(() => import('../features/fair_day/FairArea'), 'FairArea', 'fairDay'),
})

const programmeRoute = createRoute({
  getParentRoute: () => fairRoute,
  path: '/',
  validateSearch: (search: Search): { by?: 'room' } => present({ by: oneOf(search.by, ['room'] as const) }),
  component: screen(() => import('../features/fair_day/Programme'), 'Programme', 'fairDay'),
})

const planRoute = createRoute({
  getParentRoute: () => fairRoute,
  path: '/plan',
  component: screen(() => import('../features/fair_day/PlanFair'), 'PlanFair', 'fairDay'),
})

const passportRoute = createRoute({
  getParentRoute: () => fairRoute,
  path: '/passport',
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(passportQuery(params.fairId)),
  component: screen(() => import('../features/fair_day/Passport'), 'Passport', 'fairDay'),
})

const mineRoute = createRoute({
  getParentRoute: () => fairRoute,
  path: '/mine',
  component: screen(() => import('../features/fair_day/MyShow'), 'MyShow', 'fairDay'),
})

const peopleRoute = createRoute({
  getParentRoute: () => fairRoute,
  path: '/people',
  component: screen(() => import('../features/fair_day/Attendance'), 'Attendance', 'fairDay'),
})

const bigScreenRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/fairs/$fairId/screen',
  beforeLoad: async ({ context, location }) => {
    const me = await context.queryClient.ensureQueryData(meQuery)
    if (!me) throw redirect({ to: '/sign-in', search: { to: location.href }, replace: true })
  },
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(bigScreenQuery(params.fairId)),
  component: screen(() => import('../features/fair_day/BigScreen'), 'BigScreen', 'fairDay'),
  errorComponent: Trouble,
})

/** Children of `rootRoute`. */
export const hallRoutes = [bigScreenRoute] as const
/** Children of `signedInRoute`. */
export const fairDayRoutes = [
  fairsRoute,
  newRoute,
  fairRoute.addChildren([programmeRoute, planRoute, passportRoute, mineRoute, peopleRoute]),
] as const
