/** What every screen of the minutes' ledger goes by. Pure. */
import type { Schema } from '../api/client'

export const POTS = ['observe', 'cover', 'debrief_move'] as const satisfies readonly Schema<'TimeCategory'>[]

/** Who pays for minutes: the protected pots first, one's own time last. */
export const SOURCES = [
  'protected',
  'twilight',
  'inset',
  'meeting',
  'voluntary',
] as const satisfies readonly Schema<'TimeSource'>[]

export const MINUTES_MAX = 6_000

/** What an entry counts today: what was written, and what later entries have put right. */
export const countsNow = (entry: Pick<Schema<'EntryOut'>, 'minutes' | 'corrected_minutes'>): number =>
  entry.corrected_minutes ?? entry.minutes

export const isMinutes = (value: unknown, from = 1): boolean =>
  Number.isInteger(value) && Number(value) >= from && Number(value) <= MINUTES_MAX

type Pot = Schema<'PotOut'>
type Move = Pick<Schema<'TransferIn'>, 'from_category' | 'to_category' | 'minutes'>

/** What a move would leave in both pots; negative where the first does not hold as much. */
export function leftAfter(pots: Pot[], { from_category, to_category, minutes }: Move) {
  const available = (category: Schema<'TimeCategory'>) =>
    pots.find(pot => pot.category === category)?.available_minutes ?? 0
  return { from: available(from_category) - minutes, to: available(to_category) + minutes }
}

/** Where a move most likely begins: the fullest pot, to the one that holds least. */
export function likelyMove(pots: Pot[]): Pick<Move, 'from_category' | 'to_category'> {
  const byLeft = [...pots].sort((a, b) => b.available_minutes - a.available_minutes)
  return {
    from_category: byLeft[0]?.category ?? 'observe',
    to_category: byLeft.at(-1)?.category ?? 'cover',
  }
}
