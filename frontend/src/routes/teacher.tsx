/**
 * Routes of the teacher's own screens; children of `signedInRoute`. Each asks for its data while its code is
 * still on the way, and again when a link to it is hovered.
 */
import { createRoute, redirect } from '@tanstack/react-router'
import { groupQuery, myGroupsQuery } from '../api/groups'
import type { PlanSearch } from '../features/study/Plan'
import { planQuery, roundQuery, weekQuery } from '../features/study/queries'
import { timeQuery } from '../features/time_budget/queries'
import { words } from '../lib/search'
import { homeOf, pathOf } from '../shell/nav'
import { signedInRoute } from './layouts'
import { screen } from './screen'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const UUID = /^[0-9a-f-]{36}$/i
type Search = Record<string, unknown>
const matching = (value: unknown, pattern: RegExp) =>
  typeof value === 'string' && pattern.test(value) ? value : undefined
/** Leaves out what is not there, so that addresses stay short. */
const present = <T extends object>(search: T): Partial<T> =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Partial<T>

const todayRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  validateSearch: (search: Search): { on?: string } => present({ on: matching(search.on, DAY) }),
  beforeLoad: ({ context }) => {
    const home = homeOf(context.me)
    if (home !== 'today') throw redirect({ to: pathOf(home), replace: true })
  },
  loaderDeps: ({ search }) => ({ on: search.on }),
  loader: ({ context, deps }) => void context.queryClient.prefetchQuery(weekQuery(deps.on)),
  component: screen(() => import('../features/study/Today'), 'Today', 'today', 'statements'),
})

const timeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/time',
  loader: ({ context }) => void context.queryClient.prefetchQuery(timeQuery),
  component: screen(() => import('../features/time_budget/MyTime'), 'MyTime', 'time', 'ledger'),
})

const myStatementRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/my-time/statement',
  validateSearch: (search: Search): { year?: string } => present({ year: matching(search.year, UUID) }),
  component: screen(
    () => import('../features/statements/MyStatement'),
    'MyStatement',
    'statements',
    'ledger',
  ),
})

const myWorkingTimeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/my-working-time',
  validateSearch: (search: Search): { year?: string } => present({ year: matching(search.year, UUID) }),
  component: screen(() => import('../features/working_time/MyWorkingTime'), 'MyWorkingTime', 'workingTime'),
})

const groupsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/group',
  component: screen(() => import('../features/plc/MyGroups'), 'MyGroups', 'group'),
})

const newGroupRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/group/new',
  component: screen(() => import('../features/plc/NewGroup'), 'NewGroup', 'group'),
})

const groupRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/group/$groupId',
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(groupQuery(params.groupId)),
  component: screen(() => import('./GroupPage'), 'GroupPage', 'group', 'round', 'lessonStudy', 'meetings'),
})

const planRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/plan',
  validateSearch: (search: Search): PlanSearch =>
    present({
      group: matching(search.group, UUID),
      host: matching(search.host, UUID),
      on: matching(search.on, DAY),
      period: words(search.period),
      find: search.find === true ? (true as const) : undefined,
    }),
  loaderDeps: ({ search: { group, host, on } }) => ({ group, host, on }),
  loader: async ({ context, deps }) => {
    const { me, queryClient } = context
    const group =
      deps.group ?? (await queryClient.ensureQueryData(myGroupsQuery).catch(() => null))?.items[0]?.id
    if (!group) return
    void queryClient.prefetchQuery(groupQuery(group))
    void queryClient.prefetchQuery(planQuery(group, deps.host ?? me.staff_id, deps.on))
  },
  component: screen(() => import('../features/study/Plan'), 'Plan', 'plan'),
})

const roundRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/round/$roundId',
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(roundQuery(params.roundId)),
  component: screen(() => import('../features/study/Round'), 'Round', 'round', 'plan'),
})

export const teacherRoutes = [
  todayRoute,
  timeRoute,
  myStatementRoute,
  myWorkingTimeRoute,
  groupsRoute,
  newGroupRoute,
  groupRoute,
  planRoute,
  roundRoute,
] as const
