/** Routes of those who write for the fair; its readers' are in `shelf.tsx`. */
import { createRoute } from '@tanstack/react-router'
import { signedInRoute } from './layouts'
import { screen } from './screen'

const groupFindingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/group/$groupId/findings',
  component: screen(() => import('../features/fair/GroupFindings'), 'GroupFindings', 'fair', 'writing'),
})

const editorRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/findings/$findingId/edit',
  component: screen(() => import('../features/fair/Editor'), 'Editor', 'fair', 'writing'),
})

/** Children of `signedInRoute`. */
export const findingRoutes = [groupFindingsRoute, editorRoute] as const
