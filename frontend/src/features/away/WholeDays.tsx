import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../lib/dates'
import { Loaded } from '../../ui/Loaded'
import { Section } from '../../ui/Section'
import classes from './Away.module.css'
import { DayOffRow } from './DayOffRow'
import { daysOffQuery } from './queries'
import { TakeDayOff } from './TakeDayOff'

/** The days to come that are off timetable; heads and CPD leads take one off or put it back. */
export function WholeDays({ mayTake }: { mayTake: boolean }) {
  const { t } = useTranslation('away')
  const query = useQuery(daysOffQuery)
  const [mode, setMode] = useState<'reading' | 'writing' | 'back'>('reading')
  const isWriting = mode === 'writing'
  return (
    <Section
      title={t('daysOff.heading')}
      side={
        mayTake &&
        !isWriting && (
          <Button variant="light" autoFocus={mode === 'back'} onClick={() => setMode('writing')}>
            {t('daysOff.open')}
          </Button>
        )
      }
    >
      <div className="stack">
        {isWriting && <TakeDayOff onClose={() => setMode('back')} />}
        <Loaded query={query}>
          {days => {
            const coming = (days ?? []).filter(day => day.held_on >= today())
            if (coming.length === 0) return <p className="quiet">{t('daysOff.empty')}</p>
            return (
              <ul className={classes.rows}>
                {coming.map(day => (
                  <DayOffRow key={day.held_on} day={day} mayTake={mayTake} />
                ))}
              </ul>
            )
          }}
        </Loaded>
        {mayTake && (
          <p className="small quiet">
            {t('daysOff.training')}{' '}
            <Link to="/school/calendar" className="text-link">
              {t('daysOff.calendar')}
            </Link>
          </p>
        )}
      </div>
    </Section>
  )
}
