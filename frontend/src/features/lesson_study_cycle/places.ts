/** Where the button beside something that is missing takes one. Pure. */
import type { To } from './shapes'

export type Where = {
  groupId: string
  cycleId: string
  /** The research lesson that it is about, and its round if it has one. */
  lessonId?: string | undefined
  roundId?: string | null | undefined
  findingId?: string | null | undefined
}
export type Place = { to: string; hash?: string }

export function whereTo(to: To, { groupId, cycleId, lessonId, roundId, findingId }: Where): Place {
  const cycle = (hash: string): Place => ({ to: `/cycles/${cycleId}`, hash })
  const lesson = (hash: string): Place =>
    lessonId ? { to: `/research-lessons/${lessonId}`, hash } : cycle('lessons')
  const round = (end: string): Place => (roundId ? { to: `/rounds/${roundId}/${end}` } : lesson('round'))
  switch (to) {
    case 'protocol':
      return { to: `/group/${groupId}`, hash: 'protocol' }
    case 'proposal':
    case 'watch':
      return lesson(to)
    case 'schedule':
      return roundId ? { to: `/round/${roundId}` } : lesson('round')
    case 'notes':
      return round('observe')
    case 'interviews':
    case 'discussion':
      return round(to)
    case 'finding':
      return findingId ? { to: `/findings/${findingId}/edit` } : cycle('share')
    default:
      return cycle(to)
  }
}
