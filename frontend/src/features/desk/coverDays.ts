/** Cover by day, as it is arranged and printed. Pure. */
import type { Schema } from '../../api/client'
import { minuteOfDay } from '../../lib/minutes'

type Slot = Schema<'CoverSlotOut'>
export type CoverDay = { on: string; slots: Slot[] }

/** Days in order, and within a day by time, then class. */
export function byDay(slots: Slot[]): CoverDay[] {
  const days = new Map<string, Slot[]>()
  for (const slot of slots) days.set(slot.held_on, [...(days.get(slot.held_on) ?? []), slot])
  return [...days]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([on, there]) => ({
      on,
      slots: there.sort(
        (a, b) => minuteOfDay(a.start) - minuteOfDay(b.start) || a.class_name.localeCompare(b.class_name),
      ),
    }))
}

/** "8M2 Maths". */
export const classInWords = (slot: Pick<Slot, 'class_name' | 'subject'>): string =>
  [slot.class_name, slot.subject].filter(Boolean).join(' ')
