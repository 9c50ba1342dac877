import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { inMinutes } from '../../lib/minutes'
import { GivesWay } from '../../ui/GivesWay'
import { Notice } from '../../ui/Notice'
import classes from './Away.module.css'
import type { Touched } from './queries'

type TouchedListProps = {
  touched: Touched
  /** Stands in something that is read out when it appears. */
  inside?: boolean
}

/** What a change would do, before it is done: told when it appears. */
export function TouchedList({ touched, inside = false }: TouchedListProps) {
  const { t } = useTranslation('away')
  const { rounds, round_count, seat_count, meeting_count, people_count, gained_minutes } = touched
  const isQuiet = round_count + seat_count + meeting_count === 0
  return (
    <Notice announced={!inside} tone={isQuiet ? 'plain' : 'needs'} title={t('touched.heading')}>
      <div className={classes.touched}>
        <p>
          {isQuiet && `${t('touched.nothing')} `}
          {t('touched.people', { count: people_count })}{' '}
          {(gained_minutes ?? 0) > 0 && t('touched.gained', { time: inMinutes(gained_minutes ?? 0) })}
        </p>
        {round_count > 0 && (
          <>
            <p>{t('touched.rounds', { count: round_count })}</p>
            <ul className={classes.rows}>
              {rounds.map(round => (
                <li key={round.round_id}>
                  <Link to="/round/$roundId" params={{ roundId: round.round_id }} className="text-link">
                    {t('touched.round', {
                      class: round.class_name,
                      host: round.host_name,
                      day: shortDay(round.held_on),
                      period: round.period,
                    })}
                  </Link>
                  <span>{round.why}</span>
                  <span className="smaller quiet">{round.group_name}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        {round_count > rounds.length && <p>{t('touched.more')}</p>}
        <GivesWay touched={touched} />
      </div>
    </Notice>
  )
}
