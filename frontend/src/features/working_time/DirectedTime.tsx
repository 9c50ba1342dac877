import { Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { ToToday } from '../../ui/ToToday'
import { AddEvent } from './AddEvent'
import { byHalfTerm, minutesForEveryone } from './calendar'
import { HalfTermEvents } from './HalfTermEvents'
import { NoYear } from './NoYear'
import { PlanTwilights } from './PlanTwilights'
import { eventsQuery, schoolYearQuery, workingTimeQuery } from './queries'
import { Unpublished } from './Unpublished'
import { useYear } from './useYear'
import { YearChoice } from './YearChoice'

type Opened = 'event' | 'twilights' | null

/** The year's calendar of directed time, by half-term. */
export function DirectedTime() {
  const { t } = useTranslation('workingTime')
  const { year } = useYear()
  const query = useQuery(workingTimeQuery(year))
  const rules = query.data
  const events = useQuery({ ...eventsQuery(rules?.year_id ?? ''), enabled: Boolean(rules) }).data
  const words = { year: rules?.year_name ?? '', count: events?.length ?? 0 }
  return (
    <Page
      name={t('calendar.name')}
      eyebrow={rules?.year_name}
      title={
        !events ? t('calendar.name') : t(events.length > 0 ? 'calendar.title' : 'calendar.titleNone', words)
      }
      aside={
        rules &&
        events &&
        t('calendar.aside', { time: inMinutes(minutesForEveryone(events, rules.inset_days)) })
      }
      actions={<YearChoice shown={rules?.year_id} />}
    >
      <Loaded query={query} next={<ToToday />} skeleton={<SkeletonRows rows={8} />}>
        {loaded => (loaded === null ? <NoYear /> : <Calendar key={loaded.year_id} rules={loaded} />)}
      </Loaded>
    </Page>
  )
}

function Calendar({ rules }: { rules: Schema<'WorkingTimeOut'> }) {
  const { t } = useTranslation('workingTime')
  const { year } = useYear()
  const [opened, setOpened] = useState<Opened>(null)
  const [withCancelled, setWithCancelled] = useState(false)
  const events = useQuery(eventsQuery(rules.year_id, withCancelled))
  const schoolYear = useQuery(schoolYearQuery(rules.year_id))
  const close = () => setOpened(null)
  const toggle = (which: Opened) => setOpened(opened === which ? null : which)
  return (
    <div className="stack" style={{ gap: '1.75rem' }}>
      <div className="row no-print">
        {rules.may_edit && (
          <>
            <Button aria-expanded={opened === 'event'} onClick={() => toggle('event')}>
              {t('calendar.add')}
            </Button>
            <Button
              variant="default"
              aria-expanded={opened === 'twilights'}
              onClick={() => toggle('twilights')}
            >
              {t('calendar.planTwilights')}
            </Button>
            <ButtonLink to="/school/directed-time/teachers" search={year ? { year } : {}} variant="subtle">
              {t('nav.teachers')}
            </ButtonLink>
          </>
        )}
      </div>
      {opened === 'event' && <AddEvent yearId={rules.year_id} onClose={close} />}
      {opened === 'twilights' && <PlanTwilights rules={rules} onClose={close} />}
      <Unpublished rules={rules} />
      <Loaded query={events}>
        {all => (
          <Loaded query={schoolYear}>
            {({ half_terms }) => (
              <>
                {all.length === 0 && rules.inset_days.length === 0 && (
                  <EmptyState title={t('calendar.empty')}>{t('calendar.emptyDetail')}</EmptyState>
                )}
                {byHalfTerm(all, rules.inset_days, half_terms).map(term => (
                  <HalfTermEvents
                    key={term.position}
                    term={term}
                    rows={term.rows}
                    mayEdit={rules.may_edit}
                    isPublished={rules.published_at !== null}
                  />
                ))}
              </>
            )}
          </Loaded>
        )}
      </Loaded>
      <Checkbox
        className="no-print"
        label={t('calendar.showCancelled')}
        checked={withCancelled}
        onChange={event => setWithCancelled(event.currentTarget.checked)}
      />
    </div>
  )
}
