/** What a line of the audit log says, piece by piece; the words are in `pupils.ts`. Pure. */

/** Every act that is written down, by the name that the server has for it. */
export const ACTIONS = {
  'roster.loaded': 'roster_loaded',
  'roster.deleted': 'roster_deleted',
  'retention.chosen': 'retention_chosen',
  'pupil_key.opened': 'pupil_key_opened',
  'pupil_key.kept': 'pupil_key_kept',
  'pupil_key.deleted': 'pupil_key_deleted',
  'pupil_key.expired': 'pupil_key_expired',
  'evidence.expired': 'evidence_expired',
  'cycle.exported': 'cycle_exported',
  'finding.accepted': 'finding_accepted',
  'finding.sent_back': 'finding_sent_back',
  'invitation.accepted': 'invitation_accepted',
  'support.let_in': 'support_let_in',
  'support.ended': 'support_ended',
  'support.asked': 'support_asked',
  'password.changed': 'password_changed',
  'password.reset': 'password_reset',
  'sign_on.linked': 'sign_on_linked',
  'sign_on.unlinked': 'sign_on_unlinked',
  'sign_in.browser': 'sign_in_browser',
  'sign_in.token': 'sign_in_token',
} as const
export type Action = keyof typeof ACTIONS

/** What a school may ask for: when and how somebody signed in is theirs alone. */
export const TOLD = (Object.keys(ACTIONS) as Action[]).filter(
  one => !/^(sign_in|sign_on|password)\./.test(one),
)

export const isAction = (value: string): value is Action => value in ACTIONS

const FIGURES = [
  'names',
  'notes',
  'photos',
  'interviews',
  'entries',
  'reads',
  'evidence_months',
  'key_days',
] as const
const DAYS = ['keys_end_on', 'ends_on', 'ended_on', 'due_on'] as const

export type Piece =
  | { name: (typeof FIGURES)[number]; figure: number }
  | { name: (typeof DAYS)[number]; day: string }
  | { name: 'keys_end_none' }

/** Figures that say something and days, in a settled order; what is nought of its kind is left out. */
export function piecesOf(detail: Record<string, number | string | null>): Piece[] {
  const pieces: Piece[] = []
  for (const name of FIGURES) {
    const value = detail[name]
    if (typeof value === 'number' && (value > 0 || name === 'key_days')) pieces.push({ name, figure: value })
  }
  for (const name of DAYS) {
    const value = detail[name]
    if (typeof value === 'string' && value) pieces.push({ name, day: value })
    else if (name === 'keys_end_on' && value === null) pieces.push({ name: 'keys_end_none' })
  }
  return pieces
}
