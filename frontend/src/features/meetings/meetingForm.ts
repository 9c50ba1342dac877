/** A meeting as its form holds it, as it is sent, and what the school's calendar offers for it. Pure. */
import type { Schema } from '../../api/client'
import { minuteOfDay } from '../../lib/minutes'

export type MeetingKind = Schema<'MeetingKind'>
export type Source = Schema<'TimeSource'>
type Meeting = Schema<'MeetingOut'>
export type SchoolEvent = Pick<
  Schema<'EventOut'>,
  'id' | 'kind' | 'title' | 'held_on' | 'starts' | 'ends' | 'is_cancelled'
>

export const KINDS = [
  'twilight',
  'protocol',
  'study',
  'planning',
  'consolidate',
  'other',
] as const satisfies readonly MeetingKind[]
export const SOURCES = [
  'protected',
  'twilight',
  'inset',
  'meeting',
  'voluntary',
] as const satisfies readonly Source[]
export const MINUTES_MIN = 5
export const MINUTES_MAX = 360

export type MeetingValues = {
  title: string
  kind: MeetingKind
  event_id: string
  held_on: string
  start: string
  minutes: number | string
  place: string
  time_source: Source
  staff_ids: string[]
  agenda: string
}

export const begun = (staff_ids: string[]): MeetingValues => ({
  title: '',
  kind: 'study',
  event_id: '',
  held_on: '',
  start: '',
  minutes: 60,
  place: '',
  time_source: 'protected',
  staff_ids,
  agenda: '',
})

export const valuesOf = (meeting: Meeting): MeetingValues => ({
  title: meeting.title,
  kind: meeting.kind,
  event_id: meeting.event_id ?? '',
  held_on: meeting.held_on,
  start: meeting.start,
  minutes: meeting.minutes,
  place: meeting.place,
  time_source: meeting.time_source,
  staff_ids: meeting.seats.map(seat => seat.staff_id),
  agenda: meeting.agenda,
})

export const bodyOf = (values: MeetingValues): Schema<'MeetingIn'> => ({
  ...values,
  event_id: values.event_id || null,
  minutes: Number(values.minutes),
})

/** A stored meeting with some of its words changed: its time and people stay as they are. */
export const wordsChanged = (
  meeting: Meeting,
  change: Partial<Pick<Schema<'MeetingEdit'>, 'title' | 'kind' | 'place' | 'agenda' | 'record'>>,
): Schema<'MeetingEdit'> => ({
  ...bodyOf(valuesOf(meeting)),
  record: meeting.record,
  staff_ids: null,
  ...change,
})

const OFFERED = ['twilight', 'inset', 'meeting'] as const
const isOffered = (kind: string): kind is (typeof OFFERED)[number] => OFFERED.some(one => one === kind)

/** The entries of the calendar that a meeting can still lie in, by date; *chosen* stays whatever its day. */
export const eventsFrom = <E extends SchoolEvent>(events: readonly E[], day: string, chosen = ''): E[] =>
  events
    .filter(event => !event.is_cancelled && isOffered(event.kind))
    .filter(event => event.held_on >= day || event.id === chosen)
    .sort((a, b) => `${a.held_on} ${a.starts}`.localeCompare(`${b.held_on} ${b.starts}`))

/** What choosing an entry of the calendar fills in: its day, its time, and who pays. */
export function fromEvent(
  event: SchoolEvent,
): Pick<MeetingValues, 'event_id' | 'held_on' | 'start' | 'minutes' | 'time_source'> {
  const length = minuteOfDay(event.ends) - minuteOfDay(event.starts)
  return {
    event_id: event.id,
    held_on: event.held_on,
    start: event.starts,
    minutes: Math.min(length, MINUTES_MAX),
    time_source: isOffered(event.kind) ? event.kind : 'meeting',
  }
}

/** Whether the meeting's time lies inside the entry that it is said to be held in. */
export const liesIn = (values: MeetingValues, event: SchoolEvent): boolean =>
  values.held_on === event.held_on &&
  values.start >= event.starts &&
  minuteOfDay(values.start) + Number(values.minutes) <= minuteOfDay(event.ends)

export type MeetingFault = 'titleBad' | 'dayBad' | 'startBad' | 'minutesBad' | 'whoBad'

export function meetingFaults(values: MeetingValues): Partial<Record<keyof MeetingValues, MeetingFault>> {
  const minutes = values.minutes
  const isLength =
    typeof minutes === 'number' &&
    Number.isInteger(minutes) &&
    minutes >= MINUTES_MIN &&
    minutes <= MINUTES_MAX
  return {
    ...(values.title.trim() ? {} : { title: 'titleBad' as const }),
    ...(values.held_on ? {} : { held_on: 'dayBad' as const }),
    ...(values.start ? {} : { start: 'startBad' as const }),
    ...(isLength ? {} : { minutes: 'minutesBad' as const }),
    ...(values.staff_ids.length > 0 ? {} : { staff_ids: 'whoBad' as const }),
  }
}

/** Two people's records in one text, neither lost. */
export const joined = (theirs: string, mine: string): string =>
  [theirs.trim(), mine.trim()].filter(Boolean).join('\n\n')
