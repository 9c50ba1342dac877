import { IconAlertCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import classes from './Planner.module.css'
import type { Short } from './wish'

/** Colleagues with fewer minutes than is asked of them: what they have, and what comes of it. */
export function ShortMinutes({ short }: { short: Short[] }) {
  const { t } = useTranslation('planner')
  if (short.length === 0) return null
  const people = new Set(short.map(one => one.staffId)).size
  return (
    <details className={classes.short}>
      <summary>
        <IconAlertCircle size={16} aria-hidden />
        {t('form.short', { count: people })}
      </summary>
      <ul className="small numbers">
        {short.map(one => (
          <li key={one.staffId + one.pot}>
            {t(one.pot === 'observe' ? 'form.shortObserve' : 'form.shortDebrief', {
              name: one.name,
              left: inMinutes(one.left),
              needed: inMinutes(one.needed),
            })}
          </li>
        ))}
      </ul>
      <p className="small quiet">{t('form.shortDetail')}</p>
    </details>
  )
}
