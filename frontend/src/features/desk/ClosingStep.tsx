import { IconCircleCheck, IconCircleDashed, IconClock, IconRefreshAlert } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { StepState } from './closing'
import classes from './Desk.module.css'

const icons = { done: IconCircleCheck, todo: IconCircleDashed, later: IconClock, again: IconRefreshAlert }

/** One step, with how it stands as a word and an icon. */
export function ClosingStep({
  title,
  state,
  act,
  children,
}: {
  title: string
  state: StepState
  act?: ReactNode
  children: ReactNode
}) {
  const { t } = useTranslation('desk')
  const Icon = icons[state]
  return (
    <li className={classes.step} data-state={state}>
      <Icon size={24} stroke={1.75} aria-hidden className={classes.stepIcon} />
      <div className={classes.stepText}>
        <h3>
          {title} <span className={classes.stepState}>{t(`closing.state.${state}`)}</span>
        </h3>
        <div className="small quiet">{children}</div>
      </div>
      {act && <div className="small">{act}</div>}
    </li>
  )
}
