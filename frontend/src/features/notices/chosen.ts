import type { Schema } from '../../api/client'

export type Mine = Schema<'MyNoticesOut'>
export type Ways = Mine['ways'][number]
export type NoticeKind = Ways['kind']

export type Chosen = {
  ways: Ways[]
  isQuiet: boolean
  starts: string
  ends: string
  weekends: boolean
  urgent: boolean
}

const USUAL = { starts: '19:00', ends: '07:00' }

/** The same time twice is no quiet hour: the form says so with a switch, and offers the usual hours for it. */
export const chosenOf = ({ ways, quiet }: Mine): Chosen => {
  const isQuiet = quiet.starts !== quiet.ends
  return {
    ways,
    isQuiet,
    starts: isQuiet ? quiet.starts : USUAL.starts,
    ends: isQuiet ? quiet.ends : USUAL.ends,
    weekends: quiet.is_quiet_at_weekends,
    urgent: quiet.lets_urgent_through,
  }
}

export const bodyOf = (chosen: Chosen): Schema<'MyNoticesIn'> => ({
  ways: chosen.ways,
  quiet: {
    starts: chosen.isQuiet ? chosen.starts : '00:00',
    ends: chosen.isQuiet ? chosen.ends : '00:00',
    is_quiet_at_weekends: chosen.weekends,
    lets_urgent_through: chosen.urgent,
  },
})

export const withWay = (ways: Ways[], kind: NoticeKind, change: Partial<Ways>): Ways[] =>
  ways.map(one => (one.kind === kind ? { ...one, ...change } : one))
