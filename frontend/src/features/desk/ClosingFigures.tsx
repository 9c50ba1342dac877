import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { figure } from '../../lib/minutes'
import { Notice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { ClosingSum } from './ClosingSum'
import { isBalanced } from './closing'
import classes from './Desk.module.css'

/** The two sums that both sign for: where the minutes came from, and where they went. */
export function ClosingFigures({ closing }: { closing: Schema<'ClosingOut'> }) {
  const { t } = useTranslation('desk')
  const isClosed = closing.closed_at !== null
  const whole = { name: t('closing.allocated'), minutes: closing.allocated_minutes }
  return (
    <Section title={t('closing.figures')}>
      <p className={`small quiet ${classes.sumLead}`}>{t('closing.figuresLead')}</p>
      <div className={classes.sums}>
        <ClosingSum
          title={t('closing.cameFrom')}
          parts={[
            {
              name: t(isClosed ? 'closing.grantedNet' : 'closing.granted'),
              minutes: closing.granted_minutes,
            },
            { name: t(isClosed ? 'closing.cameNet' : 'closing.came'), minutes: closing.came_over_minutes },
          ]}
          whole={whole}
        />
        <ClosingSum
          title={t('closing.wentTo')}
          parts={
            isClosed
              ? [{ name: t('closing.spent'), minutes: closing.spent_minutes }]
              : [
                  { name: t('closing.spent'), minutes: closing.spent_minutes },
                  { name: t('closing.toLog'), minutes: closing.to_log_minutes },
                  {
                    name: t(closing.is_over ? 'closing.goesOver' : 'closing.wouldGoOver'),
                    minutes: closing.rolled_over_minutes,
                  },
                  {
                    name: t(closing.is_over ? 'closing.lapses' : 'closing.wouldLapse'),
                    minutes: closing.lapsed_minutes,
                  },
                ]
          }
          whole={whole}
        />
      </div>
      {isClosed && (
        <p className="small quiet numbers">
          {t('closing.wentOver', {
            over: figure(closing.rolled_over_minutes),
            lapsed: figure(closing.lapsed_minutes),
          })}
        </p>
      )}
      {!isBalanced(closing) && (
        <Notice tone="needs" title={t('closing.unbalanced')}>
          {t('closing.unbalancedDetail')}
        </Notice>
      )}
    </Section>
  )
}
