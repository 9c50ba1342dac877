import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { shortDay } from '../../lib/dates'
import { inMinutes } from '../../lib/minutes'
import classes from './MyTime.module.css'

/** The entries where there is no room for a table. */
export function EntryList({ entries }: { entries: Schema<'EntryOut'>[] }) {
  const { t } = useTranslation('time')
  const { t: common } = useTranslation()
  return (
    <ul className={classes.entries}>
      {entries.map(entry => (
        <li key={entry.id}>
          <span className="strong">
            {t(`kind.${entry.kind}`)}, {common(`pot.${entry.category}`)}
          </span>
          <span className="numbers">{inMinutes(entry.minutes)}</span>
          <span className={`small quiet ${classes.more}`}>
            {[shortDay(entry.held_on ?? entry.made_at), entry.reason, entry.by_name]
              .filter(Boolean)
              .join('. ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
