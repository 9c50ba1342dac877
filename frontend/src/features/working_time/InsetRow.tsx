import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { longDay, shortDay } from '../../lib/dates'
import { inMinutes } from '../../lib/minutes'
import { ButtonLink } from '../../ui/ButtonLink'
import columns from '../../ui/columns.module.css'
import { useYear } from './useYear'
import classes from './WorkingTime.module.css'

/** An INSET day of the school's calendar of which nothing more is said yet. */
export function InsetRow({ day, mayEdit }: { day: Schema<'InsetDayOut'>; mayEdit: boolean }) {
  const { t } = useTranslation('workingTime')
  const { year } = useYear()
  return (
    <tr>
      <td className="numbers">{shortDay(day.held_on)}</td>
      <th scope="row">
        {t('calendar.insetDay')}
        <span className={`smaller quiet ${classes.under}`}>{t('calendar.insetPlain')}</span>
        {mayEdit && (
          <ButtonLink
            to="/school/directed-time/split/$on"
            params={{ on: day.held_on }}
            search={year ? { year } : {}}
            variant="default"
            size="compact-sm"
            mt={4}
            className="no-print"
            aria-label={t('calendar.splitNamed', { day: longDay(day.held_on) })}
          >
            {t('calendar.splitAct')}
          </ButtonLink>
        )}
      </th>
      <td className={columns.wide} />
      <td className={columns.wide}>{t('calendar.everyone')}</td>
      <td className="figure">{inMinutes(day.minutes)}</td>
    </tr>
  )
}
