import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { figure, inMinutes } from '../../lib/minutes'
import { Figures } from '../../ui/Figures'
import classes from './Desk.module.css'

const PARTS = ['spent', 'booked', 'unplaced'] as const

/** The year's minutes as four figures, and the same as one bar. */
export function YearFigures({ desk }: { desk: Schema<'DeskOut'> }) {
  const { t } = useTranslation('desk')
  const minutes = {
    spent: desk.spent_minutes,
    booked: desk.committed_minutes,
    unplaced: desk.unplaced_minutes,
  }
  const words = {
    spent: figure(minutes.spent),
    booked: figure(minutes.booked),
    unplaced: figure(minutes.unplaced),
  }
  return (
    <div>
      <Figures
        figures={[
          {
            name: t('figure.allocated'),
            value: figure(desk.allocated_minutes),
            unit: t('unit'),
            detail: t('figure.allocatedDetail', {
              count: desk.teachers,
              hours: inMinutes(desk.allocated_minutes),
            }),
          },
          {
            name: t('figure.spent'),
            value: words.spent,
            unit: t('unit'),
            detail: t('figure.spentDetail'),
            swatch: classes.spent,
          },
          {
            name: t('figure.booked'),
            value: words.booked,
            unit: t('unit'),
            detail: t('figure.bookedDetail'),
            swatch: classes.booked,
          },
          {
            name: t('figure.unplaced'),
            value: words.unplaced,
            unit: t('unit'),
            detail: t(minutes.unplaced > 0 ? 'figure.unplacedDetail' : 'figure.unplacedNone'),
            swatch: classes.unplaced,
            needs: minutes.unplaced > 0,
          },
        ]}
      />
      {desk.allocated_minutes > 0 && (
        <div className={classes.yearBar} role="img" aria-label={t('bar', words)}>
          {PARTS.filter(part => minutes[part] > 0).map(part => (
            <span key={part} className={classes[part]} style={{ flexGrow: minutes[part] }} />
          ))}
        </div>
      )}
      {minutes.unplaced > 0 && (
        <p className={classes.under}>
          <Link to="/desk/unplaced" className="text-link">
            {t('unplaced.link')}
          </Link>
        </p>
      )}
    </div>
  )
}
