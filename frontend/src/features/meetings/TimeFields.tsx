import { NativeSelect, NumberInput, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { shortDay, today } from '../../lib/dates'
import { clock } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import classes from './Meetings.module.css'
import { eventsFrom, fromEvent, liesIn, type MeetingValues, MINUTES_MAX, MINUTES_MIN } from './meetingForm'
import { calendarEventsQuery } from './queries'

/** When and where; an entry of the school's calendar fills in its own day, time and payer. */
export function TimeFields({ form }: { form: UseFormReturnType<MeetingValues> }) {
  const { t } = useTranslation('meetings')
  // Without the calendar a meeting is planned all the same, so its refusal is not in the way here.
  const { data: all = [] } = useQuery(calendarEventsQuery)
  const { event_id } = form.values
  const events = eventsFrom(all, today(), event_id)
  const chosen = events.find(event => event.id === event_id)
  const named = (event: (typeof events)[number]) => ({
    title: event.title,
    day: shortDay(event.held_on),
    start: clock(event.starts),
    end: clock(event.ends),
  })
  const choose = (id: string) => {
    const event = events.find(one => one.id === id)
    form.setValues(event ? fromEvent(event) : { event_id: '' })
    form.clearErrors()
  }
  return (
    <Section title={t('form.time')}>
      <div className={classes.fields}>
        {events.length > 0 && (
          <NativeSelect
            label={t('form.event')}
            description={t('form.eventHint')}
            value={event_id}
            error={form.errors.event_id}
            data={[
              { value: '', label: t('form.eventNone') },
              ...events.map(event => ({ value: event.id, label: t('form.eventOption', named(event)) })),
            ]}
            onChange={event => choose(event.currentTarget.value)}
          />
        )}
        <div>
          <div className={classes.three}>
            <TextInput label={t('form.day')} type="date" {...form.getInputProps('held_on')} />
            <TextInput label={t('form.start')} type="time" {...form.getInputProps('start')} />
            <NumberInput
              label={t('form.minutes')}
              allowDecimal={false}
              step={5}
              min={MINUTES_MIN}
              max={MINUTES_MAX}
              clampBehavior="none"
              hideControls
              {...form.getInputProps('minutes')}
            />
          </div>
          <p role="status" className="small">
            {chosen && !liesIn(form.values, chosen) && t('form.outside', named(chosen))}
          </p>
        </div>
        <TextInput label={t('form.place')} maxLength={200} {...form.getInputProps('place')} />
      </div>
    </Section>
  )
}
