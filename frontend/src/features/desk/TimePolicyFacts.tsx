import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import { inPounds } from '../../lib/money'
import classes from './Desk.module.css'

/** The school's decisions, for those whom they concern and who do not make them. */
export function TimePolicyFacts({ policy }: { policy: Schema<'TimePolicyOut'> }) {
  const { t } = useTranslation('desk')
  const facts = [
    { name: t('policy.transfers'), value: t(`policy.transfer.${policy.transfers}`) },
    {
      name: t('policy.rollOverName'),
      value:
        policy.roll_over_minutes_max === 0
          ? t('policy.rollOverNone')
          : t('policy.rollOverUpTo', { minutes: inMinutes(policy.roll_over_minutes_max) }),
    },
    { name: t('policy.logName'), value: t('policy.logWithin', { count: policy.log_within_days }) },
    {
      name: t('policy.supplyName'),
      value:
        policy.supply_pence_per_hour === 0
          ? t('policy.supplyNone')
          : t('policy.supplyPerHour', { amount: inPounds(policy.supply_pence_per_hour) }),
    },
  ]
  return (
    <div className="stack">
      <dl className={classes.facts}>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="small quiet">{t('policy.onlyLeads')}</p>
    </div>
  )
}
