import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { today } from '../../lib/dates'
import { Loaded } from '../../ui/Loaded'
import { Section } from '../../ui/Section'
import { NotMineEvent } from './NotMineEvent'
import { type DirectedYear, eventsQuery } from './queries'
import classes from './WorkingTime.module.css'
import { notMine } from './year'

/** Events that do not direct me; I may come to any of them, and nobody can ask it of me. */
export function NotMine({ year }: { year: DirectedYear }) {
  const { t } = useTranslation('workingTime')
  const query = useQuery(eventsQuery(year.year_id))
  return (
    <Section title={t('mine.notMine')}>
      <Loaded query={query}>
        {events => {
          const { ahead, past } = notMine(events, year, today())
          return (
            <>
              <p className="small quiet">{t(ahead.length > 0 ? 'mine.notMineLead' : 'mine.notMineNone')}</p>
              <ul className={classes.list}>
                {ahead.map(event => (
                  <NotMineEvent key={event.id} event={event} staffId={year.staff_id} />
                ))}
              </ul>
              {past.length > 0 && (
                <details className={classes.details}>
                  <summary>{t('mine.past')}</summary>
                  <ul className={classes.list}>
                    {past.map(event => (
                      <NotMineEvent key={event.id} event={event} staffId={year.staff_id} isPast />
                    ))}
                  </ul>
                </details>
              )}
            </>
          )
        }}
      </Loaded>
    </Section>
  )
}
