import { VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { clock } from '../../lib/minutes'
import classes from './Programme.module.css'
import { isNow, isStall, isWhole } from './programme'
import type { FairOut, Slot } from './queries'
import { useFairWords } from './useFairWords'

type SlotLineProps = {
  slot: Slot
  fair: FairOut
  /** The minute of the fair's day; nothing when it is another day. */
  minute?: number
  /** In a room's own list its name is above. */
  inRoom?: boolean
}

/** One line of the programme: when or which number, what, who, where. */
export function SlotLine({ slot, fair, minute, inRoom = false }: SlotLineProps) {
  const { t } = useTranslation('fairDay')
  const { span, presenters } = useFairWords()
  const stall = isStall(slot)
  const part = stall && !isWhole(slot, fair)
  const where = [
    !inRoom && slot.room.name,
    !stall && t(`kindShort.${slot.kind}`),
    part && span(slot),
    slot.presented_at && t('programme.shown'),
  ].filter(Boolean)
  return (
    <li className={classes.line}>
      {stall ? (
        <span className={classes.number}>
          <VisuallyHidden>{t('programme.number')} </VisuallyHidden>
          {slot.number}
        </span>
      ) : (
        <span className={classes.mark}>{clock(slot.starts)}</span>
      )}
      <div>
        <p className={classes.title}>
          {slot.finding.is_published ? (
            <Link to="/fair/$findingId" params={{ findingId: slot.finding.id }}>
              {slot.finding.title}
            </Link>
          ) : (
            slot.finding.title
          )}
          {!stall && minute !== undefined && isNow(slot, minute) && (
            <span className={classes.now}>{t('programme.now')}</span>
          )}
        </p>
        <p className={classes.about}>
          {[slot.finding.group_name, presenters(slot)].filter(Boolean).join(': ')}
        </p>
      </div>
      <p className={classes.where}>{where.join(', ')}</p>
    </li>
  )
}
