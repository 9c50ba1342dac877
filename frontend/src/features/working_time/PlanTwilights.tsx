import { NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { weekdayLong } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { FormButtons } from '../../ui/FormButtons'
import { Loaded } from '../../ui/Loaded'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { HALF_TERMS_NEEDED, later, middleDays } from './calendar'
import { isBetween } from './figures'
import { ALL, schoolYearQuery } from './queries'
import { dayOfWeek, WEEKDAYS } from './rulesForm'
import { TwilightPreview } from './TwilightPreview'
import classes from './WorkingTime.module.css'

type PlanTwilightsProps = { rules: Schema<'WorkingTimeOut'>; onClose: () => void }

/** The year's twilights, one a half-term: how, on which days that would be, and then do it. */
export function PlanTwilights({ rules, onClose }: PlanTwilightsProps) {
  const { t } = useTranslation('workingTime')
  const announce = useAnnounce()
  const year = useQuery(schoolYearQuery(rules.year_id))
  const [title, setTitle] = useState(t('kind.twilight'))
  const [weekday, setWeekday] = useState(rules.twilight_weekday)
  const [starts, setStarts] = useState(rules.twilight_starts.slice(0, 5))
  const [minutes, setMinutes] = useState<number | string>(rules.twilight_minutes)
  const wanted = rules.figures.find(one => one.key === 'twilights')?.value ?? HALF_TERMS_NEEDED
  const count = Math.min(HALF_TERMS_NEEDED, wanted)
  const lasts = Number(minutes)
  const isLength = isBetween(lasts, 15, 300)
  const ends = isLength ? later(starts, lasts) : null
  const plan = useAct({
    send: (body: Schema<'TwilightsIn'>, key) =>
      answer(
        api.POST('/api/directed-events/twilights', {
          params: { header: withKey(key), query: { year_id: rules.year_id } },
          body,
        }),
      ),
    changes: ALL,
    onDone: done => {
      announce(t('twilights.done', { count: done.events.length }))
      onClose()
    },
  })
  return (
    <Section title={t('twilights.heading')} className="no-print">
      <form
        noValidate
        className={classes.form}
        onSubmit={event => {
          event.preventDefault()
          if (title.trim() && ends) plan.mutate({ title: title.trim(), weekday, starts, minutes: lasts })
        }}
      >
        <p className="small quiet">{t('twilights.lead')}</p>
        <div className={classes.pair}>
          <TextInput
            label={t('twilights.called')}
            maxLength={190}
            value={title}
            onChange={event => setTitle(event.currentTarget.value)}
            error={title.trim() ? undefined : t('twilights.calledBad')}
          />
          <NativeSelect
            label={t('twilights.weekday')}
            value={`${weekday}`}
            onChange={event => setWeekday(Number(event.currentTarget.value))}
            data={WEEKDAYS.map(day => ({ value: `${day}`, label: weekdayLong(dayOfWeek(day)) }))}
          />
          <TextInput
            label={t('twilights.starts')}
            type="time"
            value={starts}
            onChange={event => setStarts(event.currentTarget.value)}
            error={starts ? undefined : t('rules.startsBad')}
          />
          <NumberInput
            label={t('twilights.lasts')}
            allowDecimal={false}
            hideControls
            value={minutes}
            onChange={setMinutes}
            error={!isLength ? t('rules.lastsBad') : starts && !ends ? t('twilights.tooLate') : undefined}
          />
        </div>
        <Loaded query={year}>
          {({ half_terms, exceptions }) => (
            <TwilightPreview
              terms={half_terms}
              days={middleDays(half_terms, exceptions, weekday)}
              count={count}
              title={title.trim()}
              weekday={weekday}
              starts={starts}
              ends={ends}
            />
          )}
        </Loaded>
        {plan.error && <RefusedNotice acting error={plan.error} />}
        <FormButtons label={t('twilights.save', { count })} isBusy={plan.isPending} onCancel={onClose} />
      </form>
    </Section>
  )
}
