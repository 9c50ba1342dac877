import { useTranslation } from 'react-i18next'
import { shortDay, slotInWords } from '../../lib/dates'
import { clock } from '../../lib/minutes'
import { type Change, newIn, soughtIn, toldOf } from './difference'
import { useOwnClass } from './useOwnClass'
import type { Lesson } from './week'

const when = (lesson: Lesson) => slotInWords(lesson.held_on, lesson.period, lesson.start)
const listed = (names: string[]) => new Intl.ListFormat('en-GB').format(names)

type ChangeInPlanProps = { change: Change; lesson: Lesson; isTaken: boolean }

/** What a repair does to one research lesson; whoever was asked to cover it before is not named. */
export function ChangeInPlan({ change, lesson, isTaken }: ChangeInPlanProps) {
  const { t } = useTranslation('planner')
  const { before, after } = change
  const told = toldOf(change, isTaken)
  const fresh = newIn(change)
  const { host_name: host, class_name, group_name: group, debrief } = lesson
  return (
    <>
      <p className="strong numbers">
        {fresh.time && before && after
          ? t('difference.moved', { before: when(before), after: when(after) })
          : when(lesson)}
      </p>
      <p>{t('difference.lesson', { host, class: class_name, group })}</p>
      {fresh.observers && (
        <p className="small numbers">
          {t('difference.watched', {
            names: listed(lesson.observers.map(one => `${one.name} (${clock(one.start)})`)),
          })}
        </p>
      )}
      {fresh.debrief && (
        <p className="small numbers">
          {t('difference.debrief', {
            when: t('groups.debriefAt', {
              day: shortDay(debrief.held_on),
              start: clock(debrief.start),
              end: clock(debrief.end),
            }),
          })}
        </p>
      )}
      {isTaken ? <HowItStands lesson={after} /> : <WhoIsAsked change={change} />}
      {told.length > 0 && <p className="small quiet">{t('difference.told', { names: listed(told) })}</p>}
    </>
  )
}

function WhoIsAsked({ change }: { change: Change }) {
  const { t } = useTranslation('planner')
  const sought = soughtIn(change)
  if (sought.length === 0 && change.kind === 'recovered')
    return <p className="small">{t('difference.stays')}</p>
  return sought.map(one => (
    <p key={one.staff_id} className="small">
      {t('difference.asked', {
        class: one.class_name,
        name: one.name,
        start: clock(one.start),
        after: one.cover_by_name ?? t('difference.lead'),
      })}
    </p>
  ))
}

function HowItStands({ lesson }: { lesson: Lesson | null }) {
  const ownClass = useOwnClass()
  return lesson?.observers
    .filter(one => one.cover !== null)
    .map(one => (
      <p key={one.staff_id} className="small">
        {ownClass(one)}
      </p>
    ))
}
