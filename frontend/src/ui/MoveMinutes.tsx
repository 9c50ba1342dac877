import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act'
import type { Schema } from '../api/client'
import { inMinutes } from '../lib/minutes'
import { useAnnounce } from './Announcer'
import { MovedMinutes } from './MovedMinutes'
import { MoveForm } from './MoveForm'
import { Section } from './Section'

type Move = Schema<'TransferIn'>
type Time = Schema<'TimeOut'>
type MoveMinutesProps = {
  pots: Schema<'PotOut'>[]
  /** Whose they are, where they are a colleague's. */
  name?: string
  send: (move: Move, key: string) => Promise<Time>
  onClose: () => void
}

/** Moves minutes from one pot to another, says what is left in both, and moves them back if that was wrong. */
export function MoveMinutes({ pots, name, send, onClose }: MoveMinutesProps) {
  const { t } = useTranslation('ledger')
  const { t: common } = useTranslation()
  const announce = useAnnounce()
  const [moved, setMoved] = useState<Move | null>(null)
  const changes = [['time'], ['desk'], ['my-week']]
  const act = useAct({ send, changes, onDone: (_, move) => setMoved(move) })
  const undo = useAct({
    send,
    changes,
    onDone: (_, back) => {
      announce(t('move.undone', { minutes: inMinutes(back.minutes), pot: common(`pot.${back.to_category}`) }))
      onClose()
    },
  })
  return (
    <Section title={t('move.heading')} className="no-print">
      {moved ? (
        <MovedMinutes
          pots={pots}
          moved={moved}
          error={undo.error}
          isBusy={undo.isPending}
          onUndo={() =>
            undo.mutate({
              from_category: moved.to_category,
              to_category: moved.from_category,
              minutes: moved.minutes,
              reason: t('move.undoReason'),
            })
          }
          onClose={onClose}
        />
      ) : (
        <MoveForm pots={pots} name={name} act={act} onClose={onClose} />
      )}
    </Section>
  )
}
