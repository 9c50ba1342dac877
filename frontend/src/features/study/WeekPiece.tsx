import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Slot } from '../../ui/Slot'
import classes from './Today.module.css'

type Piece = Schema<'Piece'>

const isDoable = (kind: Piece['kind']) =>
  kind === 'host' || kind === 'observe' || kind === 'cover' || kind === 'debrief'

/** One stretch of my week; what belongs to a round leads to it. */
export function WeekPiece({ piece, toLog }: { piece: Piece; toLog: Set<string> }) {
  const { t } = useTranslation('today')
  const { t: common } = useTranslation()
  const ids = [piece.observation_id, piece.cover_slot_id, piece.seat_id]
  const waits = ids.some(id => id && toLog.has(id))
  const isQuiet = piece.kind === 'lesson' || piece.kind === 'free'
  const slot = (
    <Slot
      kind={piece.kind}
      title={piece.kind === 'free' ? common('kind.free') : piece.title}
      detail={piece.detail}
      room={piece.room}
      start={isDoable(piece.kind) || piece.kind === 'cover_asked' ? piece.start : undefined}
      word={isDoable(piece.kind) && piece.is_done ? t(`done.${piece.kind}`) : undefined}
      past={piece.is_past}
      todo={waits ? t('toLog') : undefined}
    />
  )
  if (!piece.round_id || isQuiet || piece.kind === 'cover_asked') return slot
  return (
    <Link to="/round/$roundId" params={{ roundId: piece.round_id }} className={classes.slotLink}>
      {slot}
    </Link>
  )
}
