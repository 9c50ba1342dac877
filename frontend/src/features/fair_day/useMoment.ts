import dayjs from 'dayjs'
import { useNow } from '../../lib/useNow'
import { type Moment, momentOf } from './programme'
import type { FairOut } from './queries'

/** Where now stands to a fair; `minute` is of its own day only. */
export function useMoment(fair: Pick<FairOut, 'held_on' | 'starts' | 'ends'>): {
  moment: Moment
  minute: number | undefined
} {
  const now = dayjs(useNow())
  const day = now.format('YYYY-MM-DD')
  const minute = now.hour() * 60 + now.minute()
  return { moment: momentOf(fair, day, minute), minute: day === fair.held_on ? minute : undefined }
}
