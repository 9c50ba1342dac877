/** Routes of the school: people, calendar, timetable, settings; children of `signedInRoute`. */
import { createRoute } from '@tanstack/react-router'
import { ACTIONS, type Action } from '../features/pupils/auditLines'
import { oneOf, present, type Search, words } from '../lib/search'
import { signedInRoute } from './layouts'
import { screen } from './screen'

const areaRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/school',
  component: screen(() => import('../features/school/SchoolArea'), 'SchoolArea', 'school'),
})

const overviewRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/',
  component: screen(() => import('../features/school/School'), 'School', 'school'),
})

const peopleRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/people',
  validateSearch: (search: Search): { q?: string; left?: true } =>
    present({ q: words(search.q), left: search.left === true ? (true as const) : undefined }),
  component: screen(() => import('../features/school/People'), 'People', 'school'),
})

const newPersonRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/people/new',
  component: screen(() => import('../features/school/NewPerson'), 'NewPerson', 'school'),
})

const bringListRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/staff-list',
  component: screen(() => import('../features/rosters/BringList'), 'BringList', 'rosters'),
})

const listRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/staff-list/$importId',
  component: screen(() => import('../features/rosters/ListRun'), 'ListRun', 'rosters'),
})

const personRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/people/$staffId',
  component: screen(() => import('../features/school/Person'), 'Person', 'school'),
})

const calendarRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/calendar',
  validateSearch: (search: Search): { year?: string } => present({ year: words(search.year) }),
  component: screen(() => import('../features/school/Calendar'), 'Calendar', 'school'),
})

const settingsRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/settings',
  component: screen(() => import('../features/school/Settings'), 'Settings', 'school'),
})

const signOnRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/sign-on',
  component: screen(() => import('../features/sign_on/Directories'), 'Directories', 'signOn'),
})

const versionsRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/timetable',
  validateSearch: (search: Search): { stale?: number } => {
    const stale = Number(search.stale)
    return Number.isInteger(stale) && stale > 0 ? { stale } : {}
  },
  component: screen(() => import('../features/timetable/Versions'), 'Versions', 'timetable'),
})

const backRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/timetable/back/$versionId',
  component: screen(() => import('../features/timetable/GoBack'), 'GoBack', 'timetable'),
})

const filesRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/timetable/import',
  component: screen(() => import('../features/timetable/ReadFiles'), 'ReadFiles', 'timetable'),
})

const importRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/timetable/import/$importId',
  component: screen(() => import('../features/timetable/DryRun'), 'DryRun', 'timetable'),
})

const gridRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/people/$staffId/timetable',
  component: screen(() => import('../features/timetable/Teacher'), 'Teacher', 'timetable'),
})

/** Which school year is shown; without one, it is the one we are in. */
const ofYear = (search: Search): { year?: string } => present({ year: words(search.year) })

const workingTimeRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/working-time',
  validateSearch: ofYear,
  component: screen(() => import('../features/working_time/WorkingTime'), 'WorkingTime', 'workingTime'),
})

const directedTimeRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/directed-time',
  validateSearch: ofYear,
  component: screen(() => import('../features/working_time/DirectedTime'), 'DirectedTime', 'workingTime'),
})

const directedEventRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/directed-time/events/$eventId',
  validateSearch: ofYear,
  component: screen(() => import('../features/working_time/EventPage'), 'EventPage', 'workingTime'),
})

const splitInsetRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/directed-time/split/$on',
  validateSearch: ofYear,
  component: screen(() => import('../features/working_time/SplitInset'), 'SplitInset', 'workingTime'),
})

const directedTeachersRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/directed-time/teachers',
  validateSearch: ofYear,
  component: screen(() => import('../features/working_time/Teachers'), 'Teachers', 'workingTime'),
})

const directedTeacherRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/directed-time/teachers/$staffId',
  validateSearch: ofYear,
  component: screen(() => import('../features/working_time/TeacherYear'), 'TeacherYear', 'workingTime'),
})

const namesRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/names',
  component: screen(() => import('../features/pupils/Roster'), 'Roster', 'pupils'),
})

const keepingRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/keeping',
  component: screen(() => import('../features/pupils/Keeping'), 'Keeping', 'pupils'),
})

const auditRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/audit',
  validateSearch: (search: Search): { action?: Action } =>
    present({ action: oneOf(search.action, Object.keys(ACTIONS) as Action[]) }),
  component: screen(() => import('../features/pupils/Audit'), 'Audit', 'pupils'),
})

const addressesRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/addresses',
  component: screen(() => import('../features/addresses/Addresses'), 'Addresses', 'addresses'),
})

const newAddressRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/addresses/new',
  component: screen(() => import('../features/addresses/NewAddress'), 'NewAddress', 'addresses'),
})

const addressRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/addresses/$sourceId',
  component: screen(() => import('../features/addresses/AddressPage'), 'AddressPage', 'addresses'),
})

const visitsRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/support',
  component: screen(() => import('../features/coming_in/Visits'), 'Visits', 'comingIn'),
})

const newVisitRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/support/new',
  component: screen(() => import('../features/coming_in/NewVisit'), 'NewVisit', 'comingIn'),
})

const daysOffRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/days-off',
  component: screen(() => import('../features/away/DaysOff'), 'DaysOff', 'away'),
})

const absencesRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/absences',
  component: screen(() => import('../features/away/Absences'), 'Absences', 'away'),
})

const webhooksRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/webhooks',
  component: screen(() => import('../features/webhooks/Webhooks'), 'Webhooks', 'webhooks'),
})

const newWebhookRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/webhooks/new',
  component: screen(() => import('../features/webhooks/NewWebhook'), 'NewWebhook', 'webhooks'),
})

const webhookRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/webhooks/$webhookId',
  component: screen(() => import('../features/webhooks/WebhookPage'), 'WebhookPage', 'webhooks'),
})

export const schoolRoutes = [
  areaRoute.addChildren([
    overviewRoute,
    peopleRoute,
    newPersonRoute,
    bringListRoute,
    listRoute,
    personRoute,
    gridRoute,
    calendarRoute,
    settingsRoute,
    signOnRoute,
    versionsRoute,
    backRoute,
    filesRoute,
    importRoute,
    workingTimeRoute,
    directedTimeRoute,
    directedEventRoute,
    splitInsetRoute,
    directedTeachersRoute,
    directedTeacherRoute,
    namesRoute,
    keepingRoute,
    auditRoute,
    addressesRoute,
    newAddressRoute,
    addressRoute,
    visitsRoute,
    newVisitRoute,
    daysOffRoute,
    absencesRoute,
    webhooksRoute,
    newWebhookRoute,
    webhookRoute,
  ]),
] as const
