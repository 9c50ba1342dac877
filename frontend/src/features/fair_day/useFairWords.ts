import { useTranslation } from 'react-i18next'
import { longDay, shortDay } from '../../lib/dates'
import { clock } from '../../lib/minutes'
import { isStall } from './programme'
import type { FairLine, Slot } from './queries'

type Timed = Pick<FairLine, 'starts' | 'ends'>

/** A fair's times and places in words. */
export function useFairWords() {
  const { t } = useTranslation('fairDay')
  const span = ({ starts, ends }: Timed) => t('span', { start: clock(starts), end: clock(ends) })
  return {
    span,
    when: (fair: Timed & Pick<FairLine, 'held_on'>) =>
      t('when', { day: longDay(fair.held_on), start: clock(fair.starts), end: clock(fair.ends) }),
    whenShort: (fair: Timed & Pick<FairLine, 'held_on'>) =>
      t('when', { day: shortDay(fair.held_on), start: clock(fair.starts), end: clock(fair.ends) }),
    /** "Stall 4", "Talk, 7 min". */
    what: (slot: Pick<Slot, 'kind' | 'number'>) =>
      isStall(slot) && slot.number ? t('stallNo', { number: slot.number }) : t(`kind.${slot.kind}`),
    place: (slot: Pick<Slot, 'room' | 'starts' | 'ends'>) =>
      t('slot.at', { room: slot.room.name, start: clock(slot.starts), end: clock(slot.ends) }),
    counts: ({ stalls, talks }: Pick<FairLine, 'stalls' | 'talks'>) =>
      [stalls > 0 && t('list.stalls', { count: stalls }), talks > 0 && t('list.talks', { count: talks })]
        .filter(Boolean)
        .join(', '),
    presenters: (slot: Pick<Slot, 'presenters'>) => slot.presenters.map(one => one.name).join(', '),
  }
}
