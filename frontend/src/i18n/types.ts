/** The namespaces that exist; a new one is added here and in `i18next.d.ts`. */
import type { words as addresses } from './en/addresses'
import type { words as away } from './en/away'
import type { words as calendars } from './en/calendars'
import type { words as comingIn } from './en/comingIn'
import type { words as common } from './en/common'
import type { words as communities } from './en/communities'
import type { words as cover } from './en/cover'
import type { words as desk } from './en/desk'
import type { words as documents } from './en/documents'
import type { words as evidence } from './en/evidence'
import type { words as fair } from './en/fair'
import type { words as fairDay } from './en/fairDay'
import type { words as group } from './en/group'
import type { words as identity } from './en/identity'
import type { words as ledger } from './en/ledger'
import type { words as lessonStudy } from './en/lessonStudy'
import type { words as meetings } from './en/meetings'
import type { words as notices } from './en/notices'
import type { words as plan } from './en/plan'
import type { words as planner } from './en/planner'
import type { words as pupils } from './en/pupils'
import type { words as push } from './en/push'
import type { words as rosters } from './en/rosters'
import type { words as round } from './en/round'
import type { words as school } from './en/school'
import type { words as secondFactor } from './en/secondFactor'
import type { words as shelf } from './en/shelf'
import type { words as signOn } from './en/signOn'
import type { words as statements } from './en/statements'
import type { words as time } from './en/time'
import type { words as timetable } from './en/timetable'
import type { words as today } from './en/today'
import type { words as webhooks } from './en/webhooks'
import type { words as workingTime } from './en/workingTime'
import type { words as writing } from './en/writing'

export type Words = {
  addresses: typeof addresses
  away: typeof away
  comingIn: typeof comingIn
  common: typeof common
  communities: typeof communities
  cover: typeof cover
  desk: typeof desk
  documents: typeof documents
  evidence: typeof evidence
  fair: typeof fair
  fairDay: typeof fairDay
  school: typeof school
  timetable: typeof timetable
  group: typeof group
  identity: typeof identity
  ledger: typeof ledger
  lessonStudy: typeof lessonStudy
  meetings: typeof meetings
  calendars: typeof calendars
  notices: typeof notices
  plan: typeof plan
  planner: typeof planner
  pupils: typeof pupils
  rosters: typeof rosters
  push: typeof push
  round: typeof round
  secondFactor: typeof secondFactor
  shelf: typeof shelf
  signOn: typeof signOn
  statements: typeof statements
  time: typeof time
  today: typeof today
  webhooks: typeof webhooks
  workingTime: typeof workingTime
  writing: typeof writing
}
export type Namespace = keyof Words

/** What a translation file may hold: the same names, any words, any of them missing. */
export type Translation<T> = { [K in keyof T]?: T[K] extends string ? string : Translation<T[K]> }
