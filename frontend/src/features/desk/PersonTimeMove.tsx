import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { MoveMinutes } from '../../ui/MoveMinutes'

/** Moves minutes between the pots of one colleague. */
export function PersonTimeMove({ time }: { time: Schema<'TimeOut'> }) {
  const { t } = useTranslation('ledger')
  const [isOpen, setOpen] = useState(false)
  if (!isOpen)
    return time.may_transfer && time.unplaced_minutes > 0 ? (
      <div>
        <Button variant="default" aria-expanded={false} onClick={() => setOpen(true)}>
          {t('move.open')}
        </Button>
      </div>
    ) : null
  return (
    <MoveMinutes
      pots={time.pots}
      name={time.staff_name}
      send={(body, key) =>
        answer(
          api.POST('/api/staff/{staff_id}/time/transfer', {
            params: { path: { staff_id: time.staff_id }, header: withKey(key) },
            body,
          }),
        )
      }
      onClose={() => setOpen(false)}
    />
  )
}
