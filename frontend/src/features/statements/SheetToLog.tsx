import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { shortDay } from '../../lib/dates'
import { inMinutes } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import classes from './Statement.module.css'

/** What has taken place, or should have, and is not logged: the sum in words, then the days. */
export function SheetToLog({ told }: { told: Schema<'Statement'> }) {
  const { t } = useTranslation('statements')
  const { t: common } = useTranslation()
  const { t: ledger } = useTranslation('ledger')
  if (told.to_log_minutes === 0)
    return (
      <Section plain title={t('toLog.heading')}>
        <p className="small quiet">{t('toLog.none')}</p>
      </Section>
    )
  return (
    <Section plain title={t('toLog.heading')}>
      <p className={classes.note}>
        {t('toLog.lead', { minutes: inMinutes(told.to_log_minutes) })}{' '}
        {told.reminder_minutes > 0 &&
          t('toLog.late', { count: told.log_within_days, minutes: inMinutes(told.reminder_minutes) })}
      </p>
      <table className={`facts-table ${classes.table} ${classes.cut}`} aria-label={t('toLog.heading')}>
        <thead>
          <tr>
            <th scope="col">{t('toLog.day')}</th>
            <th scope="col">{t('toLog.pot')}</th>
            <th scope="col" className="figure">
              {t('toLog.minutes')}
            </th>
            <th scope="col" className={classes.wide}>
              {t('toLog.by')}
            </th>
          </tr>
        </thead>
        <tbody>
          {told.to_log.map(day => (
            <tr key={`${day.held_on} ${day.category} ${day.source}`}>
              <th scope="row">{shortDay(day.held_on)}</th>
              <td>
                {common(`pot.${day.category}`)}
                {day.source !== 'protected' && `, ${ledger(`source.${day.source}`)}`}
                <span className={classes.narrow}>
                  {t('toLog.byShort', { day: shortDay(day.log_by) })}
                  {day.is_reminder && <span className={classes.reminder}> {t('toLog.reminder')}</span>}
                </span>
              </td>
              <td className="figure">{inMinutes(day.minutes)}</td>
              <td className={classes.wide}>
                {shortDay(day.log_by)}
                {day.is_reminder && <span className={classes.reminder}> {t('toLog.reminder')}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
