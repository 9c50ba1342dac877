import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { slotInWords } from '../../lib/dates'
import classes from './Group.module.css'
import { RoundState } from './RoundState'

/** The rounds where there is no room for a table. */
export function RoundList({ rounds }: { rounds: Schema<'RoundSummary'>[] }) {
  const { t } = useTranslation('group')
  return (
    <ul className={classes.rounds}>
      {rounds.map(round => (
        <li key={round.id}>
          <Link to="/round/$roundId" params={{ roundId: round.id }} className="text-link">
            {slotInWords(round.held_on, round.period, round.start)}
          </Link>
          <p>
            {round.host_name}, {round.class_name} {round.subject}
          </p>
          <p className="small quiet">
            {t('rounds.observers')}: {round.observer_names.join(', ') || t('rounds.nobody')}
          </p>
          <p className="small">
            <RoundState round={round} />
          </p>
        </li>
      ))}
    </ul>
  )
}
