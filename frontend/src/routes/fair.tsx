/** Routes of the fair: what anyone may read, and what its authors write. */
import { createRoute } from '@tanstack/react-router'
import { PHASES, type Phase } from '../lib/phases'
import { oneOf, present, type Search, words } from '../lib/search'
import { openRoute, signedInRoute } from './layouts'
import { screen } from './screen'

const fairRoute = createRoute({
  getParentRoute: () => openRoute,
  path: '/fair',
  validateSearch: (search: Search): { q?: string; focus?: string; subject?: string; phase?: Phase } =>
    present({
      q: words(search.q),
      focus: words(search.focus),
      subject: words(search.subject),
      phase: oneOf(search.phase, PHASES),
    }),
  component: screen(() => import('../features/fair/Fair'), 'Fair', 'fair'),
})

const findingRoute = createRoute({
  getParentRoute: () => openRoute,
  path: '/fair/$findingId',
  component: screen(() => import('../features/fair/Finding'), 'Finding', 'fair'),
})

const groupFindingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/group/$groupId/findings',
  component: screen(() => import('../features/fair/GroupFindings'), 'GroupFindings', 'fair'),
})

const editorRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/findings/$findingId/edit',
  component: screen(() => import('../features/fair/Editor'), 'Editor', 'fair'),
})

/** Children of `openRoute`. */
export const fairRoutes = [fairRoute, findingRoute] as const
/** Children of `signedInRoute`. */
export const findingRoutes = [groupFindingsRoute, editorRoute] as const
