/** A fair as it is typed: what is wrong with it, and what is sent. Pure. */

export type FairValues = {
  title: string
  welcome: string
  held_on: string
  starts: string
  ends: string
  /** Empty: nobody is directed to come. */
  event_id: string
}

export const emptyFair: FairValues = {
  title: '',
  welcome: '',
  held_on: '',
  starts: '15:30',
  ends: '17:00',
  event_id: '',
}

export type FairFault = 'titleBad' | 'dayBad' | 'timeBad' | 'orderBad'

export function fairFaults(values: FairValues): Partial<Record<keyof FairValues, FairFault>> {
  const { title, held_on, starts, ends } = values
  return {
    ...(title.trim() ? {} : { title: 'titleBad' as const }),
    ...(held_on ? {} : { held_on: 'dayBad' as const }),
    ...(starts ? {} : { starts: 'timeBad' as const }),
    ...(ends
      ? !starts || starts < ends
        ? {}
        : { ends: 'orderBad' as const }
      : { ends: 'timeBad' as const }),
  }
}

type Stored = Omit<FairValues, 'event_id'> & { event_id: string | null }

export const fairValues = (fair: Stored): FairValues => ({
  title: fair.title,
  welcome: fair.welcome,
  held_on: fair.held_on,
  starts: fair.starts.slice(0, 5),
  ends: fair.ends.slice(0, 5),
  event_id: fair.event_id ?? '',
})

export const fairBody = (values: FairValues) => ({
  ...values,
  title: values.title.trim(),
  welcome: values.welcome.trim(),
  event_id: values.event_id || null,
})

type SchoolEvent = { id: string; held_on: string; is_cancelled: boolean; is_split: boolean }

/** What of the school's calendar a fair may be held at: what is to come, and what it is linked to already. */
export const eventsFor = <E extends SchoolEvent>(events: readonly E[], today: string, linked: string): E[] =>
  events
    .filter(one => one.id === linked || (!one.is_cancelled && !one.is_split && one.held_on >= today))
    .sort((a, b) => a.held_on.localeCompare(b.held_on))

/** A directed event gives the fair its day and time. */
export const fromEvent = (event: { id: string; held_on: string; starts: string; ends: string }) => ({
  event_id: event.id,
  held_on: event.held_on,
  starts: event.starts.slice(0, 5),
  ends: event.ends.slice(0, 5),
})
