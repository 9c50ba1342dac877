/** Which entries a person's navigation has. At most seven, by role; never an entry that leads to a refusal. */
import {
  IconCalendarPlus,
  IconCalendarWeek,
  IconChartBar,
  IconClockHour4,
  IconLifebuoy,
  IconReplace,
  IconRoute,
  IconSchool,
  IconSparkles,
  IconUsers,
} from '@tabler/icons-react'
import { holds, type Me, type Role } from '../api/me'

export const entries = {
  today: { to: '/', icon: IconCalendarWeek },
  time: { to: '/time', icon: IconClockHour4 },
  group: { to: '/group', icon: IconUsers },
  plan: { to: '/plan', icon: IconCalendarPlus },
  desk: { to: '/desk', icon: IconChartBar },
  planner: { to: '/planner', icon: IconRoute },
  cover: { to: '/cover', icon: IconReplace },
  support: { to: '/support', icon: IconLifebuoy },
  fair: { to: '/fair', icon: IconSparkles },
  school: { to: '/school', icon: IconSchool },
} as const

export type Entry = keyof typeof entries

const ENTRIES_MAX = 7
/** What gives way first: a round is also planned from the group's page, the cover list opened from the desk. */
const FOUND_ELSEWHERE: Entry[] = ['plan', 'cover']
const PHONE_MAX = 5
/** What a thumb should reach first; the rest is behind "More". */
const PHONE_FIRST: Entry[] = ['today', 'desk', 'cover', 'group', 'time', 'plan', 'planner', 'fair', 'school']

/** The roles of people who work in the school; a guest or somebody of the trust holds none of them. */
const STAFF: Role[] = ['teacher', 'cpd_lead', 'cover_lead', 'head']

export function entriesOf(me: Me): Entry[] {
  const isStaff = holds(me, ...STAFF)
  const has: Record<Entry, boolean> = {
    today: isStaff,
    time: isStaff,
    group: isStaff || holds(me, 'knowledgeable_other'),
    plan: isStaff,
    desk: holds(me, 'cpd_lead', 'head'),
    planner: holds(me, 'cpd_lead'),
    cover: holds(me, 'cover_lead'),
    support: holds(me, 'support'),
    fair: true,
    school: holds(me, 'cpd_lead', 'head'),
  }
  const all = (Object.keys(entries) as Entry[]).filter(entry => has[entry])
  const without = new Set(FOUND_ELSEWHERE.slice(0, Math.max(0, all.length - ENTRIES_MAX)))
  return all.filter(entry => !without.has(entry))
}

/** Where somebody begins: with what is first in their navigation. */
export const homeOf = (me: Me): Entry => entriesOf(me)[0] ?? 'fair'

/** The bottom bar, and what has no place on it. */
export function phoneEntriesOf(all: Entry[]): { bar: Entry[]; more: Entry[] } {
  if (all.length <= PHONE_MAX) return { bar: all, more: [] }
  const first = PHONE_FIRST.filter(entry => all.includes(entry)).slice(0, PHONE_MAX - 1)
  return {
    bar: all.filter(entry => first.includes(entry)),
    more: all.filter(entry => !first.includes(entry)),
  }
}

/** Where an entry leads; a path that no route answers fails the build at the link. */
export const pathOf = (entry: Entry) => entries[entry].to

/** Screens that belong to an entry without lying below its path. */
const ALSO: Partial<Record<Entry, string[]>> = { fair: ['/fairs', '/following', '/together'] }

export const isUnder = (entry: Entry, path: string) =>
  ALSO[entry]?.some(one => path === one || path.startsWith(`${one}/`)) ?? false
