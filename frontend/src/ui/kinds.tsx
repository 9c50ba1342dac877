/** The one list of kinds of time: word, icon and tint. A screen never chooses these for itself. */
import {
  IconAlertCircle,
  IconArrowsExchange,
  IconCheck,
  IconCircleCheck,
  IconClipboardList,
  IconDoorExit,
  IconEye,
  IconHandStop,
  IconHome,
  IconLock,
  IconMessages,
  IconSchool,
  IconUserQuestion,
  IconUsersGroup,
} from '@tabler/icons-react'

const tints = {
  host: IconSchool,
  observe: IconEye,
  cover: IconUsersGroup,
  cover_asked: IconAlertCircle,
  debrief: IconMessages,
  ppa: IconLock,
  ect: IconLock,
  duty: IconClipboardList,
  leadership: IconClipboardList,
  off: IconHome,
  closed: IconDoorExit,
  lesson: IconSchool,
  free: IconCheck,
  needs_cover: IconUserQuestion,
  co_taught: IconArrowsExchange,
  cannot: IconHandStop,
  logged: IconCircleCheck,
} as const

export type Kind = keyof typeof tints

/** Which of the named colours a kind wears; see `kinds.css`. */
const grounds: Record<Kind, string> = {
  host: 'host',
  observe: 'observe',
  cover: 'cover',
  cover_asked: 'asked',
  debrief: 'debrief',
  ppa: 'closed',
  ect: 'closed',
  duty: 'closed',
  leadership: 'closed',
  off: 'closed',
  closed: 'closed',
  lesson: 'plain',
  free: 'open',
  needs_cover: 'asked',
  co_taught: 'open',
  cannot: 'closed',
  logged: 'open',
}

export const iconOf = (kind: Kind) => tints[kind]
export const tintOf = (kind: Kind): string => `k-${grounds[kind]}`

/** Kept time: nothing can be planned into it. Shown hatched. */
export const isKept = (kind: string): boolean => ['ppa', 'ect', 'duty', 'leadership', 'off'].includes(kind)
export const isKind = (kind: string): kind is Kind => kind in tints
