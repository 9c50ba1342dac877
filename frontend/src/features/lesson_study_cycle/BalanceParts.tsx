import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './Mechanisms.module.css'
import type { MechanismsOut } from './shapes'

/** The four groups of mechanisms, and how many of each the cycle has. */
export function BalanceParts({ found }: { found: MechanismsOut }) {
  const { t } = useTranslation('lessonStudy')
  return (
    <ul className={classes.parts}>
      {found.parts.map(({ part, name, held }) => {
        const Icon = held > 0 ? IconCircleCheck : IconCircleDashed
        return (
          <li key={part} data-none={held === 0 || undefined}>
            <Icon size={18} stroke={1.75} aria-hidden />
            <span>
              {name} <span className="quiet">{t('balance.held', { count: held })}</span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
