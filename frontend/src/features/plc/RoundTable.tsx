import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { slotInWords } from '../../lib/dates'
import { RoundState } from './RoundState'

export function RoundTable({ rounds }: { rounds: Schema<'RoundSummary'>[] }) {
  const { t } = useTranslation('group')
  return (
    <table className="facts-table">
      <thead>
        <tr>
          <th scope="col">{t('rounds.when')}</th>
          <th scope="col">{t('rounds.host')}</th>
          <th scope="col">{t('rounds.observers')}</th>
          <th scope="col">{t('rounds.state')}</th>
        </tr>
      </thead>
      <tbody>
        {rounds.map(round => (
          <tr key={round.id}>
            <th scope="row">
              <Link to="/round/$roundId" params={{ roundId: round.id }} className="text-link">
                {slotInWords(round.held_on, round.period, round.start)}
              </Link>
            </th>
            <td>
              {round.host_name}
              <br />
              <span className="quiet">
                {round.class_name} {round.subject}
              </span>
            </td>
            <td>{round.observer_names.join(', ') || t('rounds.nobody')}</td>
            <td>
              <RoundState round={round} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
