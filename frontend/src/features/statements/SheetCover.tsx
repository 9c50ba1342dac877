import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import classes from './Statement.module.css'

/** Cover given and received, as a balance and not as a debt. */
export function SheetCover({ told }: { told: Schema<'Statement'> }) {
  const { t } = useTranslation('statements')
  const balance = told.cover_balance_minutes
  return (
    <Section plain title={t('cover.heading')}>
      <dl className={classes.pairs}>
        <div>
          <dt>{t('cover.given')}</dt>
          <dd>{inMinutes(told.cover_given_minutes)}</dd>
        </div>
        <div>
          <dt>{t('cover.received')}</dt>
          <dd>{inMinutes(told.cover_received_minutes)}</dd>
        </div>
      </dl>
      <p className="small quiet">
        {balance === 0
          ? t('cover.even')
          : t(balance > 0 ? 'cover.more' : 'cover.less', { minutes: inMinutes(Math.abs(balance)) })}
        {'. '}
        {t('cover.lead')}
      </p>
    </Section>
  )
}
