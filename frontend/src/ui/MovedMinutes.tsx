import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../api/client'
import { leftAfter } from '../lib/ledger'
import { inMinutes } from '../lib/minutes'
import { Notice } from './Notice'
import { RefusedNotice } from './RefusedNotice'

type MovedMinutesProps = {
  pots: Schema<'PotOut'>[]
  moved: Schema<'TransferIn'>
  error: unknown
  isBusy: boolean
  onUndo: () => void
  onClose: () => void
}

/** What was moved, what both pots hold now, and the way back. */
export function MovedMinutes({ pots, moved, error, isBusy, onUndo, onClose }: MovedMinutesProps) {
  const { t } = useTranslation('ledger')
  const { t: common } = useTranslation()
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => close.current?.focus(), [])
  const from = common(`pot.${moved.from_category}`)
  const to = common(`pot.${moved.to_category}`)
  const minutes = inMinutes(moved.minutes)
  const left = leftAfter(pots, { ...moved, minutes: 0 })
  return (
    <div className="stack">
      <Notice
        tone="done"
        announced
        title={t('move.done', { minutes, from, to })}
        action={
          <>
            <Button variant="default" size="sm" loading={isBusy} onClick={onUndo}>
              {t('move.undo', { minutes })}
            </Button>
            <Button ref={close} variant="subtle" size="sm" onClick={onClose}>
              {common('act.close')}
            </Button>
          </>
        }
      >
        {t('move.doneLeft', { from: inMinutes(left.from), fromPot: from, to: inMinutes(left.to), toPot: to })}
      </Notice>
      {error != null && <RefusedNotice acting error={error} />}
    </div>
  )
}
