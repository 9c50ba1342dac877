import { useTranslation } from 'react-i18next'
import { useNow } from '../../lib/useNow'
import classes from './BigScreen.module.css'
import { clockAfter } from './programme'

/** The school's own time, carried on between two answers; it is not read out as it changes. */
export function Clock({ from, at }: { from: string; at: number }) {
  const { t } = useTranslation('fairDay')
  return (
    <p className={classes.clock}>
      <span role="img" aria-label={t('screen.clock')} />
      <time>{clockAfter(from, useNow() - at)}</time>
    </p>
  )
}
