import {
  IconAlertCircle,
  IconCircleCheck,
  IconCircleX,
  IconClockHour4,
  IconEyeCheck,
  IconHandStop,
  IconHistory,
  IconProgress,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './Planner.module.css'
import type { State } from './run'

const icons = {
  queued: IconClockHour4,
  running: IconProgress,
  done: IconEyeCheck,
  infeasible: IconHandStop,
  failed: IconAlertCircle,
  cancelled: IconCircleX,
  accepted: IconCircleCheck,
  stale: IconHistory,
} as const satisfies Record<State, unknown>

/** What waits for the lead is amber, what is booked is teal, what is over is grey; each in a word. */
const grounds: Partial<Record<State, string>> = { done: 'k-asked', accepted: 'k-open', stale: 'k-closed' }

export function RunStateWord({ state }: { state: State }) {
  const { t } = useTranslation('planner')
  const Icon = icons[state]
  return (
    <span className={`${classes.state} ${grounds[state] ?? 'k-plain'}`}>
      <Icon size={16} stroke={1.9} aria-hidden />
      {t(`state.${state}`)}
    </span>
  )
}
