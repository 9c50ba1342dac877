import { IconCircleDashed, IconRosetteDiscountCheck, IconScale } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { figure } from '../../lib/minutes'
import classes from './Run.module.css'
import { type Bounds, type Figures, gapAt, type Place } from './run'

type SealProps = { place: Place; asked: number; figures: Figures; bounds: Bounds | null }

/** What is proved of one figure: a sign and a word, never a share or a grade. */
export function Seal({ place, asked, figures, bounds }: SealProps) {
  const { t } = useTranslation('planner')
  const gap = gapAt(place, figures, bounds)
  if (gap === 0)
    return (
      <span className={classes.seal} data-best>
        <IconRosetteDiscountCheck size={18} stroke={1.9} aria-hidden />
        {t('proof.best')}
      </span>
    )
  // That nothing at all may be needed is no proof of anything.
  if (gap === null || !bounds || bounds[place] === 0)
    return (
      <span className={classes.seal}>
        <IconCircleDashed size={18} stroke={1.9} aria-hidden />
        {t('proof.open')}
      </span>
    )
  return (
    <span className={classes.seal}>
      <IconScale size={18} stroke={1.9} aria-hidden />
      {place === 'unscheduled'
        ? t('proof.most', { most: figure(asked - bounds.unscheduled) })
        : t('proof.least', { least: figure(bounds[place]) })}
    </span>
  )
}
