import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { clock } from '../../lib/minutes'
import { ReleaseMark } from './ReleaseMark'
import classes from './Run.module.css'
import { useOwnClass } from './useOwnClass'
import type { Lesson, Observer } from './week'

/** A research lesson in its cell: who teaches and one sign for each watcher; it opens to who watches when. */
export function LessonInPlan({ lesson, isAlone }: { lesson: Lesson; isAlone: boolean }) {
  const { t } = useTranslation('planner')
  const ownClass = useOwnClass()
  const { debrief } = lesson
  return (
    <details className={classes.lesson} open={isAlone}>
      <summary>
        <span className={classes.lessonHead}>
          {!isAlone && <span className={classes.lessonGroup}>{lesson.group_name}</span>}
          <span className={classes.lessonHost}>
            {t('groups.lesson', { host: lesson.host_name, class: lesson.class_name })}
          </span>
          <span className={classes.lessonMarks}>
            {lesson.observers.map(one => (
              <ReleaseMark key={one.staff_id} release={one.release} word={`${one.name}: ${standing(one)}`} />
            ))}
          </span>
        </span>
        <IconChevronDown size={16} aria-hidden className={`${classes.chevron} no-print`} />
      </summary>
      <ul>
        {lesson.observers.map(one => (
          <li key={one.staff_id}>
            <span className="strong">
              {t('groups.observer', { name: one.name, start: clock(one.start), end: clock(one.end) })}
            </span>
            <br />
            <ReleaseMark release={one.release} /> {ownClass(one)}
          </li>
        ))}
      </ul>
      {lesson.room && <p>{t('groups.room', { room: lesson.room })}</p>}
      <p>
        {t('groups.debrief', {
          when: t('groups.debriefAt', {
            day: shortDay(debrief.held_on),
            start: clock(debrief.start),
            end: clock(debrief.end),
          }),
        })}
      </p>
    </details>
  )

  function standing({ release, cover }: Observer) {
    return cover === null || cover === 'to_ask' ? t(`release.${release}`) : t(`cover.is.${cover}`)
  }
}
