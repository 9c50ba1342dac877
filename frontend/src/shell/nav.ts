/** Which entries a person's navigation has. At most seven, by role; never an entry that leads to a refusal. */
import {
  IconCalendarPlus,
  IconCalendarWeek,
  IconChartBar,
  IconClockHour4,
  IconReplace,
  IconSchool,
  IconSparkles,
  IconUsers,
} from '@tabler/icons-react'
import { holds, type Me } from '../api/me'

export const entries = {
  today: { to: '/', icon: IconCalendarWeek },
  time: { to: '/time', icon: IconClockHour4 },
  group: { to: '/group', icon: IconUsers },
  plan: { to: '/plan', icon: IconCalendarPlus },
  desk: { to: '/desk', icon: IconChartBar },
  cover: { to: '/cover', icon: IconReplace },
  fair: { to: '/fair', icon: IconSparkles },
  school: { to: '/school', icon: IconSchool },
} as const

export type Entry = keyof typeof entries

const ENTRIES_MAX = 7
const PHONE_MAX = 5
/** What a thumb should reach first; the rest is behind "More". */
const PHONE_FIRST: Entry[] = ['today', 'desk', 'cover', 'group', 'time', 'plan', 'fair', 'school']

export function entriesOf(me: Me): Entry[] {
  const isGuest = me.roles.every(role => role === 'knowledgeable_other')
  if (isGuest) return ['group', 'fair']
  const has: Record<Entry, boolean> = {
    today: true,
    time: true,
    group: true,
    plan: true,
    desk: holds(me, 'cpd_lead', 'head'),
    cover: holds(me, 'cover_lead'),
    fair: true,
    school: holds(me, 'cpd_lead', 'head'),
  }
  const all = (Object.keys(entries) as Entry[]).filter(entry => has[entry])
  // A round can always be planned from the group's own page.
  return all.length > ENTRIES_MAX ? all.filter(entry => entry !== 'plan') : all
}

/** The bottom bar, and what has no place on it. */
export function phoneEntriesOf(all: Entry[]): { bar: Entry[]; more: Entry[] } {
  if (all.length <= PHONE_MAX) return { bar: all, more: [] }
  const first = PHONE_FIRST.filter(entry => all.includes(entry)).slice(0, PHONE_MAX - 1)
  return {
    bar: all.filter(entry => first.includes(entry)),
    more: all.filter(entry => !first.includes(entry)),
  }
}

/** Where an entry leads. Typed as a path that always exists, since areas list their own routes. */
export const pathOf = (entry: Entry) => entries[entry].to as '/'
