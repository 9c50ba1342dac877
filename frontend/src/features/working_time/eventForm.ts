/** A directed event as it is typed: what is wrong with it, and what is sent. Pure. */
import type { Schema } from '../../api/client'
import { minutesBetween } from '../../lib/minutes'

export const KINDS = [
  'meeting',
  'twilight',
  'parents_evening',
  'inset',
  'other',
] as const satisfies readonly Schema<'EventKind'>[]

export type EventValues = {
  kind: Schema<'EventKind'>
  title: string
  held_on: string
  starts: string
  ends: string
  /** Empty: all from start to end. */
  minutes: number | string
  audience: Schema<'EventIn'>['audience']
  staff_ids: string[]
}

export const emptyEvent: EventValues = {
  kind: 'meeting',
  title: '',
  held_on: '',
  starts: '15:30',
  ends: '16:30',
  minutes: '',
  audience: 'everyone',
  staff_ids: [],
}

export const spanOf = ({ starts, ends }: Pick<EventValues, 'starts' | 'ends'>): number =>
  starts && ends && starts < ends ? minutesBetween(starts, ends) : 0

/** What the event counts for each: what is typed, else all of it. */
export const countedOf = (values: EventValues): number =>
  values.minutes === '' ? spanOf(values) : Number(values.minutes)

export const eventValues = (event: Schema<'EventFullOut'>): EventValues => ({
  kind: event.kind,
  title: event.title,
  held_on: event.held_on,
  starts: event.starts.slice(0, 5),
  ends: event.ends.slice(0, 5),
  minutes: event.minutes === spanOf(event) ? '' : event.minutes,
  audience: event.audience,
  staff_ids: event.staff.map(one => one.staff_id),
})

export const eventBody = (values: EventValues): Schema<'EventIn'> => ({
  ...values,
  title: values.title.trim(),
  minutes: values.minutes === '' ? null : Number(values.minutes),
  staff_ids: values.audience === 'named' ? values.staff_ids : [],
})

export type EventFault = 'titleBad' | 'onBad' | 'timeBad' | 'orderBad' | 'minutesBad' | 'peopleBad'

export function eventFaults(values: EventValues): Partial<Record<keyof EventValues, EventFault>> {
  const span = spanOf(values)
  const counted = countedOf(values)
  return {
    ...(values.title.trim() ? {} : { title: 'titleBad' as const }),
    ...(values.held_on ? {} : { held_on: 'onBad' as const }),
    ...(values.starts ? {} : { starts: 'timeBad' as const }),
    ...(values.ends
      ? span > 0 || !values.starts
        ? {}
        : { ends: 'orderBad' as const }
      : { ends: 'timeBad' as const }),
    ...(span === 0 || (Number.isInteger(counted) && counted >= 1 && counted <= span)
      ? {}
      : { minutes: 'minutesBad' as const }),
    ...(values.audience === 'everyone' || values.staff_ids.length > 0
      ? {}
      : { staff_ids: 'peopleBad' as const }),
  }
}
