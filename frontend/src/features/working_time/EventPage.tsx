import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longDate } from '../../lib/dates'
import { dateOfInstant } from '../../lib/instants'
import { clock, inMinutes } from '../../lib/minutes'
import { ButtonLink } from '../../ui/ButtonLink'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { ToToday } from '../../ui/ToToday'
import { CancelEvent } from './CancelEvent'
import { EditEvent } from './EditEvent'
import { NotDirected } from './NotDirected'
import { type EventWithPeople, eventQuery } from './queries'
import { useYear } from './useYear'
import { Volunteers } from './Volunteers'
import { Warnings } from './Warnings'

/** One directed event: when, for whom, who is not directed, who comes of their own will. */
export function EventPage() {
  const { t } = useTranslation('workingTime')
  const { year } = useYear()
  const { eventId = '' } = useParams({ strict: false })
  const query = useQuery(eventQuery(eventId))
  const event = query.data
  return (
    <Page
      name={event?.title ?? t('event.name')}
      eyebrow={
        <Link to="/school/directed-time" search={year ? { year } : {}} className="text-link">
          {t('calendar.name')}
        </Link>
      }
      title={event?.title ?? t('event.name')}
      aside={
        event &&
        t('event.when', {
          day: longDate(event.held_on),
          from: clock(event.starts),
          to: clock(event.ends),
        })
      }
    >
      <Loaded query={query} next={<ToToday />}>
        {loaded => <Whole event={loaded} />}
      </Loaded>
    </Page>
  )
}

function Whole({ event }: { event: EventWithPeople }) {
  const { t } = useTranslation('workingTime')
  const { year } = useYear()
  const [isEditing, setEditing] = useState(false)
  const mayChange = event.may_edit && !event.is_cancelled
  return (
    <div className="stack" style={{ gap: '1.5rem' }}>
      {event.is_cancelled && <Notice>{t('event.isCancelled')}</Notice>}
      {event.is_split && <Notice>{t('event.isSplit')}</Notice>}
      <Warnings warnings={event.warnings} />
      <Section title={t('event.facts')}>
        <ul className="stack" style={{ gap: '0.25rem' }}>
          <li>{t(`kind.${event.kind}`)}</li>
          {!event.is_split && !event.is_cancelled && (
            <li className="numbers">
              {t('event.countsFor', { count: event.directed, time: inMinutes(event.minutes) })}
            </li>
          )}
          {event.agreement && <li>{t('event.agreement', { agreement: event.agreement })}</li>}
          {event.staff.length > 0 && (
            <li>
              {t('event.invited')}: {event.staff.map(one => one.name).join(', ')}
            </li>
          )}
          <li className="quiet">
            {event.published_at
              ? t('event.publishedOn', { day: dateOfInstant(event.published_at) })
              : t('event.notPublished')}
          </li>
        </ul>
        {mayChange && (
          <div className="row no-print" style={{ marginTop: '1rem' }}>
            <Button variant="default" aria-expanded={isEditing} onClick={() => setEditing(!isEditing)}>
              {t('event.edit')}
            </Button>
            {event.kind === 'inset' && !event.is_split && (
              <ButtonLink
                to="/school/directed-time/split/$on"
                params={{ on: event.held_on }}
                search={year ? { year } : {}}
                variant="default"
              >
                {t('calendar.splitAct')}
              </ButtonLink>
            )}
            {!event.split_from_id && <CancelEvent event={event} />}
          </div>
        )}
      </Section>
      {isEditing && mayChange && (
        <EditEvent key={event.version} event={event} onClose={() => setEditing(false)} />
      )}
      {!event.is_cancelled && !event.is_split && <NotDirected event={event} />}
      <Volunteers event={event} />
    </div>
  )
}
