import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import { Loaded } from '../../ui/Loaded'
import { Section } from '../../ui/Section'
import { SkeletonRows } from '../../ui/SkeletonRows'
import classes from './Group.module.css'
import { balancesQuery } from './queries'

const SQUARE_MINUTES = 30
const SQUARES_MAX = 24

/** Cover given and received, half an hour a square, in the group's own order: a balance, never a ranking. */
export function Balances({ groupId }: { groupId: string }) {
  const { t } = useTranslation('group')
  const query = useQuery(balancesQuery(groupId))
  return (
    <Section quietTitle title={t('balance.heading')}>
      <Loaded query={query} skeleton={<SkeletonRows rows={3} />}>
        {({ items }) =>
          items.every(one => one.given_minutes + one.received_minutes === 0) ? (
            <p className="small quiet">{t('balance.empty')}</p>
          ) : (
            <>
              <p className="small quiet">{t('balance.lead')}</p>
              <ul className={classes.balances}>
                {items.map(one => (
                  <li key={one.staff_id}>
                    <span className="strong">{one.name}</span>
                    <Side side="given" minutes={one.given_minutes} />
                    <Side side="received" minutes={one.received_minutes} />
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </Section>
  )
}

function Side({ side, minutes }: { side: 'given' | 'received'; minutes: number }) {
  const { t } = useTranslation('group')
  const count = Math.min(SQUARES_MAX, Math.round(minutes / SQUARE_MINUTES))
  return (
    <div className={`${classes.row} small quiet`}>
      {Array.from({ length: count }, (_, at) => `${side}-${at}`).map(key => (
        <span key={key} className={classes.square} data-side={side} aria-hidden />
      ))}
      <span className="numbers">{t(`balance.${side}`, { minutes: inMinutes(minutes) })}</span>
    </div>
  )
}
