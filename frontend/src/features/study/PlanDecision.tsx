import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { slotInWords } from '../../lib/dates'
import { clock, inMinutes } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { Section } from '../../ui/Section'
import { Consequences } from './Consequences'
import type { Lesson, Place } from './choice'
import { DebriefPicker } from './DebriefPicker'
import { bestDebrief, debriefKey, debriefsAfter, type Source, timeSources } from './debrief'
import classes from './Plan.module.css'
import { PlanRefused } from './PlanRefused'
import { touchedByStudy } from './queries'

type PlanDecisionProps = {
  plan: Schema<'PlanWeek'>
  group: Schema<'GroupOut'>
  lesson: Lesson
  places: Place[]
  onAgain: () => void
}

/** The debrief, what will be reserved line by line, and the one button that does it. */
export function PlanDecision({ plan, group, lesson, places, onAgain }: PlanDecisionProps) {
  const { t } = useTranslation('plan')
  const navigate = useNavigate()
  const announce = useAnnounce()
  const options = debriefsAfter(plan.debriefs, lesson)
  const [picked, setPicked] = useState('')
  const [source, setSource] = useState<Source>('protected')
  const [place, setPlace] = useState('')
  const [focus, setFocus] = useState(group.focus)
  const debrief = options.find(one => debriefKey(one) === picked) ?? bestDebrief(options)
  const when = slotInWords(lesson.held_on, lesson.period, lesson.start)
  const schedule = useAct({
    send: (body: Schema<'RoundIn'>, key) =>
      answer(api.POST('/api/rounds', { params: { header: withKey(key) }, body })),
    changes: touchedByStudy,
    onDone: async round => {
      announce(t('act.done', { when, class: lesson.class_name }))
      await navigate({ to: '/round/$roundId', params: { roundId: round.id } })
    },
  })
  const submit = () =>
    debrief &&
    schedule.mutate({
      group_id: plan.group_id,
      host_id: plan.host_id,
      held_on: lesson.held_on,
      period: lesson.period,
      focus: focus.trim() || group.focus,
      observers: places.map(({ staffId, slice, askIds }) => ({ staff_id: staffId, slice, ask_ids: askIds })),
      debrief: {
        held_on: debrief.held_on,
        start: debrief.start,
        minutes: null,
        time_source: source,
        place: place.trim(),
      },
    })
  return (
    <Section title={t('act.heading', { when, class: lesson.class_name })} className={classes.decision}>
      <div className="stack">
        <TextInput
          label={t('focus')}
          maxLength={200}
          value={focus}
          onChange={event => setFocus(event.currentTarget.value)}
        />
        <DebriefPicker {...{ options, debrief, minutes: plan.debrief_minutes, onPick: setPicked }} />
        <div className={classes.pair}>
          <NativeSelect
            label={t('debrief.source')}
            value={source}
            data={timeSources.map(value => ({ value, label: t(`source.${value}`) }))}
            onChange={event => setSource(event.currentTarget.value as Source)}
          />
          <TextInput
            label={t('debrief.place')}
            maxLength={200}
            value={place}
            onChange={event => setPlace(event.currentTarget.value)}
          />
        </div>
        <Consequences
          {...{ lesson, places }}
          debrief={
            debrief &&
            (source === 'protected'
              ? t('act.debriefing', {
                  minutes: inMinutes(plan.debrief_minutes),
                  when: `${debrief.label || clock(debrief.start)}`,
                })
              : t('act.debriefOther', {
                  when: debrief.label || clock(debrief.start),
                  source: t(`source.${source}`),
                }))
          }
          button={(label, isReady) => (
            <Button fullWidth size="md" loading={schedule.isPending} disabled={!isReady} onClick={submit}>
              {label}
            </Button>
          )}
        />
        {schedule.error && <PlanRefused error={schedule.error} groupId={plan.group_id} onAgain={onAgain} />}
      </div>
    </Section>
  )
}
