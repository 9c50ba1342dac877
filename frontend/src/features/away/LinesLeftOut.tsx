import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { Notice } from '../../ui/Notice'
import type { Touched } from './queries'

/** Lines of a list that will not be saved, since somebody has logged that they were there. */
export function LinesLeftOut({ touched }: { touched: Touched }) {
  const { t } = useTranslation('away')
  const { left_out = [], left_out_count = 0 } = touched
  if (left_out_count === 0) return null
  return (
    <Notice announced tone="needs" title={t('bring.logged', { count: left_out_count })}>
      <ul>
        {left_out.map(line => (
          <li key={`${line.staff_id} ${line.starts_on} ${line.ends_on}`}>
            {t('bring.loggedLine', {
              name: line.staff_name,
              when:
                line.starts_on === line.ends_on
                  ? shortDay(line.starts_on)
                  : t('classes.days', { first: shortDay(line.starts_on), last: shortDay(line.ends_on) }),
              what: line.what,
              day: shortDay(line.held_on),
            })}
          </li>
        ))}
      </ul>
      {left_out_count > left_out.length && <p>{t('touched.more')}</p>}
    </Notice>
  )
}
