/** A fair's programme put in order for reading: by time, by room, now and next. Pure. */
import { minuteOfDay } from '../../lib/minutes'

type Timed = { starts: string; ends: string }
type Placed = Timed & { kind: string; number?: number | null; room: { id: string; name: string } }

export const isStall = ({ kind }: { kind: string }): boolean => kind === 'stall'

const before = (a: Placed, b: Placed): number =>
  minuteOfDay(a.starts) - minuteOfDay(b.starts) ||
  (a.number ?? 0) - (b.number ?? 0) ||
  a.room.name.localeCompare(b.room.name, 'en-GB', { numeric: true })

const byNumber = (a: Placed, b: Placed): number => (a.number ?? 0) - (b.number ?? 0)

export const stallsOf = <S extends Placed>(slots: readonly S[]): S[] => slots.filter(isStall).sort(byNumber)

export const talksOf = <S extends Placed>(slots: readonly S[]): S[] =>
  slots.filter(slot => !isStall(slot)).sort(before)

/** Talks that begin together stand together. */
export function talksByTime<S extends Placed>(slots: readonly S[]): { starts: string; talks: S[] }[] {
  const times: { starts: string; talks: S[] }[] = []
  for (const talk of talksOf(slots)) {
    const last = times.at(-1)
    if (last && last.starts === talk.starts) last.talks.push(talk)
    else times.push({ starts: talk.starts, talks: [talk] })
  }
  return times
}

/** Each room with what is in it, in the rooms' own order; a room without anything is left out. */
export const roomsOf = <R extends { id: string }, S extends Placed>(
  rooms: readonly R[],
  slots: readonly S[],
) =>
  rooms
    .map(room => {
      const here = slots.filter(slot => slot.room.id === room.id)
      return { room, stalls: stallsOf(here), talks: talksOf(here) }
    })
    .filter(({ stalls, talks }) => stalls.length + talks.length > 0)

/** A stall that stands as long as the fair does says no times of its own. */
export const isWhole = (slot: Timed, fair: Timed): boolean =>
  minuteOfDay(slot.starts) === minuteOfDay(fair.starts) && minuteOfDay(slot.ends) === minuteOfDay(fair.ends)

export const isNow = (slot: Timed, minute: number): boolean =>
  minuteOfDay(slot.starts) <= minute && minute < minuteOfDay(slot.ends)

/** The talks of this minute, and those that begin first after it. */
export function nowAndNext<S extends Placed>(slots: readonly S[], minute: number): { now: S[]; next: S[] } {
  const talks = talksOf(slots)
  const coming = talks.filter(talk => minuteOfDay(talk.starts) > minute)
  const first = coming[0]
  return {
    now: talks.filter(talk => isNow(talk, minute)),
    next: first ? coming.filter(talk => talk.starts === first.starts) : [],
  }
}

export type Moment = 'before' | 'during' | 'after'

/** Where a day and a minute stand to a fair. */
export function momentOf(fair: Timed & { held_on: string }, day: string, minute: number): Moment {
  if (day !== fair.held_on) return day < fair.held_on ? 'before' : 'after'
  if (minute < minuteOfDay(fair.starts)) return 'before'
  return minute < minuteOfDay(fair.ends) ? 'during' : 'after'
}

/** Stalls as they stand, room by room; the room of the lowest number first. */
export function byRoomName<S extends { room_name: string; number: number | null }>(
  stalls: readonly S[],
): { name: string; stalls: S[] }[] {
  const rooms = new Map<string, S[]>()
  for (const stall of [...stalls].sort((a, b) => (a.number ?? 0) - (b.number ?? 0)))
    rooms.set(stall.room_name, [...(rooms.get(stall.room_name) ?? []), stall])
  return [...rooms].map(([name, here]) => ({ name, stalls: here }))
}

/** The school's clock, *elapsed* milliseconds after it said *wall*: "15:42". */
export function clockAfter(wall: string, elapsed: number): string {
  const minute = (minuteOfDay(wall) + Math.max(0, Math.floor(elapsed / 60_000))) % (24 * 60)
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
}
