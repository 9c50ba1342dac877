/** The map of the site. Each area lists its own routes; a new area is added here and in `shell/nav.ts`. */
import type { QueryClient } from '@tanstack/react-query'
import { createRouter, type RouterHistory } from '@tanstack/react-router'
import { cycleRoutes } from './cycle'
import { deskRoutes } from './desk'
import { evidenceRoutes, observingRoutes } from './evidence'
import { findingRoutes } from './fair'
import { fairDayRoutes, hallRoutes } from './fairDay'
import { identityRoutes, openIdentityRoutes } from './identity'
import { openRoute, rootRoute, signedInRoute } from './layouts'
import { meRoutes, openMeRoutes } from './me'
import { meetingRoutes } from './meetings'
import { plannerRoutes } from './planner'
import { pupilRoutes } from './pupils'
import { schoolRoutes } from './school'
import { openShelfRoutes, shelfRoutes } from './shelf'
import { teacherRoutes } from './teacher'
import { togetherRoutes } from './together'

const routeTree = rootRoute.addChildren([
  ...openIdentityRoutes,
  ...observingRoutes,
  ...hallRoutes,
  signedInRoute.addChildren([
    ...teacherRoutes,
    ...identityRoutes,
    ...meRoutes,
    ...deskRoutes,
    ...plannerRoutes,
    ...schoolRoutes,
    ...findingRoutes,
    ...shelfRoutes,
    ...fairDayRoutes,
    ...togetherRoutes,
    ...cycleRoutes,
    ...evidenceRoutes,
    ...meetingRoutes,
    ...pupilRoutes,
  ]),
  openRoute.addChildren([...openShelfRoutes, ...openMeRoutes]),
])

export const makeRouter = (queryClient: QueryClient, history?: RouterHistory) =>
  createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    // The queries decide themselves what is fresh.
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    ...(history ? { history } : {}),
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
