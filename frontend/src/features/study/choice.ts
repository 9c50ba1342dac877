/** Who observes which half, and whom to ask for cover: proposals and their cost, worked out on paper. Pure. */
import type { Schema } from '../../api/client'
import { minutesBetween } from '../../lib/minutes'

export type Lesson = Schema<'LessonOption'>
export type Member = Schema<'MemberOption'>
export type Slice = Schema<'MemberSlice'>

/** One observer in one half; `askIds` is whom to ask for cover, empty for the cover lead. */
export type Place = { staffId: string; slice: number; askIds: string[] }
export type Reserved = {
  staffId: string
  name: string
  pot: 'observe' | 'cover'
  minutes: number
  left: number
}

export const lessonKey = (lesson: { held_on: string; period: string }): string =>
  `${lesson.held_on} ${lesson.period}`

export const sliceOf = (lesson: Lesson, pick: Place): Slice | undefined =>
  memberOf(lesson, pick.staffId)?.slices.find(slice => slice.slice === pick.slice)

export const memberOf = (lesson: Lesson, staffId: string): Member | undefined =>
  lesson.members.find(member => member.staff_id === staffId)

export const needsCover = (slice: Slice | undefined): boolean => slice?.state === 'needs_cover'

/** Whether anybody of the group could be there, with or without cover. */
export const isObservable = (lesson: Lesson): boolean =>
  lesson.can_host && lesson.members.some(member => member.slices.some(slice => slice.state !== 'cannot'))

/** Everybody who is already somewhere in that half: observing, or asked to cover another class. */
export function busyIn(picks: readonly Place[], slice: number, except?: Place): Set<string> {
  const here = picks.filter(pick => pick.slice === slice && pick !== except)
  return new Set(here.flatMap(pick => [pick.staffId, ...pick.askIds]))
}

/**
 * A first choice that costs least: whoever is free observes; of the others, those whose class a colleague
 * who is not already busy in that half could take. Only if that leaves nobody, one who needs the cover lead.
 */
export function propose(lesson: Lesson): Place[] {
  const picks: Place[] = []
  const placed = new Set<string>()
  const place = (member: Member, slice: Slice, askIds: string[]) => {
    picks.push({ staffId: member.staff_id, slice: slice.slice, askIds })
    placed.add(member.staff_id)
  }
  const wanting = lesson.members.filter(member => member.slices.some(slice => canPay(member, slice)))
  for (const member of wanting) {
    const free = member.slices.find(slice => isFree(slice) && canPay(member, slice))
    if (free) place(member, free, [])
  }
  for (const member of wanting.filter(one => !placed.has(one.staff_id))) {
    for (const slice of member.slices.filter(one => needsCover(one) && canPay(member, one))) {
      const busy = busyIn(picks, slice.slice)
      const coverer = slice.cover.find(one => one.can && !busy.has(one.staff_id))
      if (!coverer) continue
      place(member, slice, [coverer.staff_id])
      break
    }
  }
  if (picks.length === 0) {
    const member = wanting.find(one => one.slices.some(slice => needsCover(slice) && canPay(one, slice)))
    const slice = member?.slices.find(one => needsCover(one))
    if (member && slice) place(member, slice, [])
  }
  return picks
}

const isFree = (slice: Slice) => slice.state === 'free' || slice.state === 'co_taught'
export const lengthOf = (slice: Slice): number => minutesBetween(slice.start, slice.end)
const canPay = (member: Member, slice: Slice) => member.observe_minutes_left >= lengthOf(slice)

/** What the choice takes from whose pot, and what is left there afterwards; one line a person and pot. */
export function reservedBy(lesson: Lesson, picks: readonly Place[]): Reserved[] {
  const lines = new Map<string, Reserved>()
  const add = (staffId: string, pot: Reserved['pot'], minutes: number) => {
    const member = memberOf(lesson, staffId)
    const has = (pot === 'observe' ? member?.observe_minutes_left : member?.cover_minutes_left) ?? 0
    const line = lines.get(staffId + pot) ?? { staffId, name: member?.name ?? '', pot, minutes: 0, left: has }
    lines.set(staffId + pot, { ...line, minutes: line.minutes + minutes, left: line.left - minutes })
  }
  for (const pick of picks) {
    const slice = sliceOf(lesson, pick)
    if (!slice) continue
    add(pick.staffId, 'observe', lengthOf(slice))
    for (const staffId of needsCover(slice) ? pick.askIds : []) add(staffId, 'cover', lengthOf(slice))
  }
  return [...lines.values()]
}

/** The colleagues who would be asked, each once, in the order of the choice. */
export const asked = (picks: readonly Place[]): string[] => [...new Set(picks.flatMap(pick => pick.askIds))]

/** Halves that go to the cover lead because nobody of the group is asked. */
export const forCoverLead = (lesson: Lesson, picks: readonly Place[]): number =>
  picks.filter(pick => pick.askIds.length === 0 && needsCover(sliceOf(lesson, pick))).length

export const toggled = (picks: readonly Place[], staffId: string, slice: Slice): Place[] => {
  const without = picks.filter(pick => !(pick.staffId === staffId && pick.slice === slice.slice))
  if (without.length < picks.length) return without
  const busy = busyIn(picks, slice.slice)
  const coverer = needsCover(slice) ? slice.cover.find(one => one.can && !busy.has(one.staff_id)) : undefined
  // Whoever observes a half cannot be asked to cover in it.
  const freed = without.map(pick =>
    pick.slice === slice.slice ? { ...pick, askIds: pick.askIds.filter(id => id !== staffId) } : pick,
  )
  return [...freed, { staffId, slice: slice.slice, askIds: coverer ? [coverer.staff_id] : [] }]
}

export const withAsk = (picks: readonly Place[], of: Place, staffId: string): Place[] =>
  picks.map(pick => {
    if (pick !== of) return pick
    const has = pick.askIds.includes(staffId)
    return { ...pick, askIds: has ? pick.askIds.filter(id => id !== staffId) : [...pick.askIds, staffId] }
  })
