/** Routes of the lesson study cycle; children of `signedInRoute`. */
import { createRoute } from '@tanstack/react-router'
import { groupQuery } from '../api/groups'
import { cycleQuery, lessonQuery, mechanismsQuery } from '../features/lesson_study_cycle/queries'
import { present, type Search } from '../lib/search'
import { signedInRoute } from './layouts'
import { screen } from './screen'

const wholeNumber = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined

const newCycleRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/group/$groupId/cycles/new',
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(groupQuery(params.groupId)),
  component: screen(() => import('../features/lesson_study_cycle/NewCycle'), 'NewCycle', 'lessonStudy'),
})

const cycleRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/cycles/$cycleId',
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(cycleQuery(params.cycleId)),
  component: screen(() => import('../features/lesson_study_cycle/Cycle'), 'Cycle', 'lessonStudy'),
})

const mechanismsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/cycles/$cycleId/mechanisms',
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(mechanismsQuery(params.cycleId)),
  component: screen(() => import('../features/lesson_study_cycle/Mechanisms'), 'Mechanisms', 'lessonStudy'),
})

const researchLessonRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/research-lessons/$lessonId',
  validateSearch: (search: Search): { version?: number } => present({ version: wholeNumber(search.version) }),
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(lessonQuery(params.lessonId)),
  component: screen(
    () => import('../features/lesson_study_cycle/ResearchLesson'),
    'ResearchLesson',
    'lessonStudy',
  ),
})

export const cycleRoutes = [newCycleRoute, cycleRoute, mechanismsRoute, researchLessonRoute] as const
