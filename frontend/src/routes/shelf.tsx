/** Routes of the fair's readers: the list, a finding, what one follows, and what became of findings. */
import { createRoute } from '@tanstack/react-router'
import type { ShelfSearch } from '../features/shelf/shelf'
import { isMechanism } from '../lib/mechanisms'
import { PHASES } from '../lib/phases'
import { oneOf, present, type Search, words } from '../lib/search'
import { openRoute, signedInRoute } from './layouts'
import { screen } from './screen'

const mechanism = (value: unknown) => {
  const number = Number(value)
  return isMechanism(number) ? number : undefined
}

const fairRoute = createRoute({
  getParentRoute: () => openRoute,
  path: '/fair',
  validateSearch: (search: Search): ShelfSearch =>
    present({
      q: words(search.q),
      focus: words(search.focus),
      phase: oneOf(search.phase, PHASES),
      subject: words(search.subject),
      mechanism: mechanism(search.mechanism),
      school: words(search.school),
      group: words(search.group),
    }),
  component: screen(() => import('./FairPage'), 'FairPage', 'shelf', 'fair', 'writing'),
})

const findingRoute = createRoute({
  getParentRoute: () => openRoute,
  path: '/fair/$findingId',
  validateSearch: (search: Search): { stall?: string } => present({ stall: words(search.stall) }),
  component: screen(() => import('./StallFinding'), 'StallFinding', 'shelf', 'fair', 'writing'),
})

const leaveDigestRoute = createRoute({
  getParentRoute: () => openRoute,
  path: '/digest/leave/$secret',
  component: screen(() => import('../features/shelf/LeaveDigest'), 'LeaveDigest', 'shelf'),
})

const followingRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/following',
  component: screen(() => import('../features/shelf/Following'), 'Following', 'shelf', 'fair', 'writing'),
})

const impactRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/findings/$findingId/impact',
  component: screen(() => import('../features/shelf/FindingImpact'), 'FindingImpact', 'shelf'),
})

/** Children of `openRoute`. */
export const openShelfRoutes = [fairRoute, findingRoute, leaveDigestRoute] as const
/** Children of `signedInRoute`. */
export const shelfRoutes = [followingRoute, impactRoute] as const
