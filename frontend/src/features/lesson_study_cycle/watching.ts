/** Who may watch, who watches whom, and who is watched by nobody. Pure. */
import type { LessonOut } from './shapes'

type Person = { staff_id: string; name: string }
type Member = Person & { is_guest: boolean }

export const watchOf = (lesson: Pick<LessonOut, 'watch'>): Record<string, string[]> =>
  Object.fromEntries(lesson.watch.map(one => [one.staff_id, one.pupil_labels]))

/** Who is booked to observe; until a round is chosen, everybody of the group. Whoever watches already stays in view. */
export function watchersOf(lesson: Pick<LessonOut, 'watch' | 'observers'>, members: Member[]): Person[] {
  const first: Person[] =
    lesson.observers.length > 0 ? lesson.observers : members.filter(member => !member.is_guest)
  const people = new Map<string, Person>()
  for (const { staff_id, name } of [...first, ...lesson.watch]) people.set(staff_id, { staff_id, name })
  return [...people.values()]
}

export const unwatched = (labels: string[], watch: Record<string, string[]>): string[] =>
  labels.filter(label => !Object.values(watch).some(watched => watched.includes(label)))
