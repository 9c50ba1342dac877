import { IconArrowRight, IconCircleMinus, IconCirclePlus, IconReplace } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { slotInWords } from '../../lib/dates'
import { clock } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import { type Change, changesOf, disturbedBy, recoveredIn, TOLD, type Told } from './difference'
import classes from './Run.module.css'
import type { Lesson } from './week'

const icons = {
  dropped: IconCircleMinus,
  moved: IconArrowRight,
  recovered: IconReplace,
  added: IconCirclePlus,
}

/** A repair beside the plan it changes: what goes, what moves, who else is asked, and whose days change. */
export function Difference({ changes }: { changes: Change[] }) {
  const { t } = useTranslation('planner')
  const same = changesOf(changes, 'unchanged').length
  return (
    <Section title={t('difference.heading')}>
      <p className="numbers">
        {same === changes.length
          ? t('difference.none')
          : t('difference.disturbed', { count: disturbedBy(changes) })}{' '}
        {same > 0 && <span className="quiet">{t('difference.same', { count: same })}</span>}
      </p>
      {TOLD.map(kind => (
        <Changes key={kind} kind={kind} changes={changesOf(changes, kind)} />
      ))}
    </Section>
  )
}

function Changes({ kind, changes }: { kind: Told; changes: Change[] }) {
  const { t } = useTranslation('planner')
  const Icon = icons[kind]
  if (changes.length === 0) return null
  return (
    <div className={classes.changes}>
      <h3>
        <Icon size={18} aria-hidden /> {t(`difference.kind.${kind}`)}
      </h3>
      <ul className={classes.lines}>
        {changes.map(change => {
          const lesson = change.after ?? change.before
          return (
            lesson && (
              <li key={`${lesson.group_id} ${lesson.host_id} ${lesson.held_on} ${lesson.period}`}>
                <OneChange change={change} lesson={lesson} />
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
}

function OneChange({ change, lesson }: { change: Change; lesson: Lesson }) {
  const { t } = useTranslation('planner')
  const { kind, before, after, disturbed } = change
  const names = new Intl.ListFormat('en-GB').format(disturbed.map(one => one.name))
  return (
    <>
      <p className="strong numbers">
        {kind === 'moved' && before && after
          ? t('difference.moved', { before: when(before), after: when(after) })
          : when(lesson)}
      </p>
      <p>
        {t('difference.lesson', {
          host: lesson.host_name,
          class: lesson.class_name,
          group: lesson.group_name,
        })}
      </p>
      {kind !== 'dropped' &&
        recoveredIn(change).map(({ observer, before: old }) => (
          <p key={observer.staff_id} className="small">
            {t(old?.cover_by_name ? 'difference.instead' : 'difference.recovered', {
              class: observer.class_name,
              name: observer.name,
              start: clock(observer.start),
              after:
                observer.cover_by_name ??
                t(observer.release === 'external' ? 'difference.lead' : 'difference.nobody'),
              before: old?.cover_by_name ?? '',
            })}
          </p>
        ))}
      {names && <p className="small quiet">{t('difference.told', { names })}</p>}
    </>
  )
}

const when = (lesson: Lesson) => slotInWords(lesson.held_on, lesson.period, lesson.start)
