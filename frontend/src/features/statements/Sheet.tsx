import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { longDate } from '../../lib/dates'
import { dateOfInstant } from '../../lib/instants'
import { inMinutes } from '../../lib/minutes'
import { SheetCover } from './SheetCover'
import { SheetOthers } from './SheetOthers'
import { SheetPots } from './SheetPots'
import { SheetTerms } from './SheetTerms'
import { SheetToLog } from './SheetToLog'
import classes from './Statement.module.css'

/** A teacher's year: what was given, where it has its place, and what is still to do. One page on paper. */
export function Sheet({ told }: { told: Schema<'Statement'> }) {
  const { t } = useTranslation('statements')
  const sums = {
    total: inMinutes(told.allocated_minutes),
    spent: inMinutes(told.spent_minutes),
    booked: inMinutes(told.committed_minutes),
    left: inMinutes(told.unplaced_minutes),
  }
  const lead = told.allocated_minutes === 0 ? 'leadNone' : told.unplaced_minutes === 0 ? 'leadAll' : 'lead'
  return (
    <div className={classes.sheet}>
      <div>
        <p className={classes.lead}>{t(`sheet.${lead}`, sums)}</p>
        <dl className={classes.facts}>
          <div>
            <dt>{t('sheet.school')}</dt>
            <dd>{told.school_name}</dd>
          </div>
          <div>
            <dt>{t('sheet.works')}</dt>
            <dd>
              {t('sheet.worksOf', { percent: told.fte_percent, days: told.days, of: told.of_days })}
              {told.joined_on && `. ${t('sheet.from', { day: dateOfInstant(told.joined_on) })}`}
              {told.left_on && `. ${t('sheet.until', { day: dateOfInstant(told.left_on) })}`}
            </dd>
          </div>
          <div>
            <dt>{t('sheet.state')}</dt>
            <dd>
              {told.closed_at
                ? t('closedOn', { day: dateOfInstant(told.closed_at) })
                : t('open', { day: longDate(told.as_of) })}
            </dd>
          </div>
          <div>
            <dt>{t('sheet.ledger')}</dt>
            <dd>{t('sheet.entries', { count: told.entries })}</dd>
          </div>
        </dl>
      </div>
      <SheetPots told={told} />
      <SheetTerms terms={told.half_terms} />
      <div className={classes.two}>
        <SheetOthers others={told.others} />
        <SheetCover told={told} />
      </div>
      <SheetToLog told={told} />
    </div>
  )
}
