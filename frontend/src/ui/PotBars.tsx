import { Trans, useTranslation } from 'react-i18next'
import type { Schema } from '../api/client'
import { inMinutes } from '../lib/minutes'
import classes from './PotBars.module.css'

type Pot = Schema<'PotOut'>

/** The three pots of protected minutes: what is left in bold, what is spent and booked under the bar. */
export function PotBars({ pots }: { pots: Pot[] }) {
  return (
    <ul className={classes.pots}>
      {pots.map(pot => (
        <PotBar key={pot.category} pot={pot} />
      ))}
    </ul>
  )
}

function PotBar({ pot }: { pot: Pot }) {
  const { t } = useTranslation()
  const words = {
    name: t(`pot.${pot.category}`),
    spent: inMinutes(pot.spent_minutes),
    booked: inMinutes(pot.committed_minutes),
    left: inMinutes(pot.available_minutes),
    allocated: inMinutes(pot.allocated_minutes),
  }
  const share = (minutes: number) => `${(100 * minutes) / Math.max(1, pot.allocated_minutes)}%`
  return (
    <li className={classes.pot}>
      <span className={classes.name}>{words.name}</span>
      <span className={classes.left}>
        <Trans t={t} i18nKey="pot.left" values={words} components={{ b: <b /> }} />
      </span>
      <div className={classes.bar} aria-hidden>
        <span className={classes.spent} style={{ width: share(pot.spent_minutes) }} />
        <span className={classes.booked} style={{ width: share(pot.committed_minutes) }} />
      </div>
      <span className={classes.detail}>{t('pot.detail', words)}</span>
    </li>
  )
}
