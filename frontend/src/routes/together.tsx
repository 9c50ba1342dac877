/** Routes of what schools do with one another: lessons to visit, communities, the trust's fairs. */
import { createRoute } from '@tanstack/react-router'
import { signedInRoute } from './layouts'
import { screen } from './screen'

const areaRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/together',
  component: screen(() => import('../features/communities/TogetherArea'), 'TogetherArea', 'communities'),
})

const lessonsRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/',
  component: screen(() => import('../features/communities/Lessons'), 'Lessons', 'communities'),
})

const newLessonRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/lessons/new',
  component: screen(() => import('../features/communities/NewLesson'), 'NewLesson', 'communities'),
})

const lessonRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/lessons/$lessonId',
  component: screen(() => import('../features/communities/LessonPage'), 'LessonPage', 'communities'),
})

const communitiesRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/communities',
  component: screen(() => import('../features/communities/Communities'), 'Communities', 'communities'),
})

const newCommunityRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/communities/new',
  component: screen(() => import('../features/communities/NewCommunity'), 'NewCommunity', 'communities'),
})

const communityRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/communities/$communityId',
  component: screen(() => import('../features/communities/CommunityPage'), 'CommunityPage', 'communities'),
})

const trustRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/trust',
  component: screen(() => import('../features/communities/TrustFairs'), 'TrustFairs', 'communities'),
})

export const togetherRoutes = [
  areaRoute.addChildren([
    lessonsRoute,
    newLessonRoute,
    lessonRoute,
    communitiesRoute,
    newCommunityRoute,
    communityRoute,
    trustRoute,
  ]),
] as const
