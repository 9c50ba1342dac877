import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { shortDay } from '../../lib/dates'
import { GivesWay } from '../../ui/GivesWay'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import classes from './Changes.module.css'
import type { ChangeSource } from './changeSource'
import { touchedQuery } from './queries'

/** The booked rounds that would not fit any more, each with what is in the way, and what else gives way. */
export function TouchedRounds({ source }: { source: ChangeSource }) {
  const { t } = useTranslation('timetable')
  const query = useInfiniteQuery({ ...touchedQuery(source), placeholderData: keepPreviousData })
  return (
    <Section plain title={t('touched.heading')} count={query.data?.pages[0]?.count ?? 0}>
      <Loaded query={query}>
        {data => {
          const rounds = itemsOf(data)
          if (rounds.length === 0) return <p className="quiet">{t('touched.none')}</p>
          return (
            <>
              <p className="small quiet">{t('touched.lead')}</p>
              <ul className={classes.rounds}>
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
                    <div className="small">{round.why}</div>
                    <div className="smaller quiet">{round.group_name}</div>
                  </li>
                ))}
              </ul>
            </>
          )
        }}
      </Loaded>
      <LoadMore query={query} />
      {query.data?.pages[0] && <GivesWay touched={query.data.pages[0]} />}
    </Section>
  )
}
