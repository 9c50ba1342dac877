import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Notice } from '../../ui/Notice'
import classes from './WorkingTime.module.css'

/** What the rules have to say: which rule, what is the matter, how to mend it. */
export function Warnings({ warnings }: { warnings: Schema<'WarningOut'>[] }) {
  const { t } = useTranslation('workingTime')
  if (warnings.length === 0) return null
  return (
    <Notice tone="needs" title={t('warnings')}>
      <ul className={classes.warnings}>
        {warnings.map(({ rule, message }) => (
          <li key={rule + message}>
            <span className="strong">{t(`rule.${rule}`)}.</span> {message}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
