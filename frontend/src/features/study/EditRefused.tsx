import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { isRefusedWith, type ProblemCode } from '../../api/problems'
import { clock } from '../../lib/minutes'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { SaveRefused } from '../../ui/SaveRefused'

const hints = {
  'study/debrief-too-early': 'early',
  'study/debrief-too-late': 'late',
  'study/debrief-in-break': 'inBreak',
  'study/no-school': 'noSchool',
  'study/not-free': 'notFree',
  'study/skipped-hour': 'skippedHour',
  'time-budget/exhausted': 'exhausted',
} as const satisfies { [Code in ProblemCode]?: string }
const codes = Object.keys(hints) as (keyof typeof hints)[]

type EditRefusedProps = {
  round: Schema<'RoundOut'>
  error: unknown
  /** Loads what is stored now, and keeps what was typed. */
  onReload: () => void
  onClose: () => void
}

/** Why the change was not stored, and what to change about it. */
export function EditRefused({ round, error, onReload, onClose }: EditRefusedProps) {
  const { t } = useTranslation('round')
  if (isRefusedWith(error, 'stale')) return <SaveRefused error={error} onReload={onReload} />
  const code = codes.find(one => isRefusedWith(error, one))
  const next = code ? (
    <span className="small strong">{t(`edit.next.${hints[code]}`, { end: clock(round.end) })}</span>
  ) : (
    isRefusedWith(error, 'study/round-closed') && (
      <Button size="sm" variant="default" onClick={onClose}>
        {t('edit.next.closed')}
      </Button>
    )
  )
  return <RefusedNotice acting error={error} next={next} />
}
