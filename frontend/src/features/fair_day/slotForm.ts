/** A place in the programme as it is typed: what is wrong with it, and what is sent. Pure. */
import { isStall } from './programme'
import type { Slot, SlotKind, Unplaced } from './queries'

export const KINDS = ['stall', 'nano', 'micro', 'soapbox'] as const satisfies readonly SlotKind[]

export type SlotValues = {
  kind: SlotKind
  room_id: string
  /** Empty: the next free time for a talk, from the beginning for a stall. */
  starts: string
  /** Of a stall only; empty: until the end. */
  ends: string
  /** Of a stall only; empty: the next that is free. */
  number: number | string
  presenter_ids: string[]
}

type Finding = Pick<Unplaced, 'id' | 'authors'>

/** A finding that gets a place: every author stands there, in the only room if there is one. */
export const newPlace = (
  finding: Finding,
  rooms: readonly { id: string }[],
  kind: SlotKind = 'stall',
): SlotValues => ({
  kind,
  room_id: rooms.length === 1 ? (rooms[0]?.id ?? '') : '',
  starts: '',
  ends: '',
  number: '',
  presenter_ids: finding.authors.map(one => one.staff_id),
})

export const slotValues = (slot: Slot): SlotValues => ({
  kind: slot.kind,
  room_id: slot.room.id,
  starts: slot.starts.slice(0, 5),
  ends: isStall(slot) ? slot.ends.slice(0, 5) : '',
  number: slot.number ?? '',
  presenter_ids: slot.presenters.map(one => one.staff_id),
})

/** What moves; which finding it is, and how it is shown, stays. */
export function moveBody({ kind, ...values }: SlotValues) {
  const stall = isStall({ kind })
  return {
    room_id: values.room_id,
    presenter_ids: values.presenter_ids,
    starts: values.starts || null,
    ends: stall ? values.ends || null : null,
    number: stall && values.number !== '' ? Number(values.number) : null,
  }
}

export const placeBody = (finding_id: string, values: SlotValues) => ({
  finding_id,
  kind: values.kind,
  ...moveBody(values),
})

export type SlotFault = 'chooseRoom' | 'orderBad' | 'whoBad'

export function slotFaults(values: SlotValues): Partial<Record<keyof SlotValues, SlotFault>> {
  const { kind, room_id, starts, ends, presenter_ids } = values
  const runsBack = isStall({ kind }) && starts !== '' && ends !== '' && starts >= ends
  return {
    ...(room_id ? {} : { room_id: 'chooseRoom' as const }),
    ...(runsBack ? { ends: 'orderBad' as const } : {}),
    ...(presenter_ids.length > 0 ? {} : { presenter_ids: 'whoBad' as const }),
  }
}
