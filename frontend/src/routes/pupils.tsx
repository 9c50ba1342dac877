/** Routes beside a cycle: the key to its labels, and its documents; children of `signedInRoute`. */
import { createRoute } from '@tanstack/react-router'
import { signedInRoute } from './layouts'
import { screen } from './screen'

// Nothing is asked for ahead of time: opening a key is written down.
const keyRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/cycles/$cycleId/key',
  component: screen(() => import('../features/pupils/LabelKey'), 'LabelKey', 'pupils'),
})

const documentsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/cycles/$cycleId/documents',
  component: screen(() => import('../features/documents/Documents'), 'Documents', 'documents'),
})

export const pupilRoutes = [keyRoute, documentsRoute] as const
