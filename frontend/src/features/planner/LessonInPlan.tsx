import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { clock } from '../../lib/minutes'
import { ReleaseMark } from './ReleaseMark'
import classes from './Run.module.css'
import type { Lesson, Observer } from './week'

/** A research lesson in its cell: who teaches and one sign for each watcher; it opens to who watches when. */
export function LessonInPlan({ lesson, isAlone }: { lesson: Lesson; isAlone: boolean }) {
  const { t } = useTranslation('planner')
  const { debrief } = lesson
  return (
    <details className={classes.lesson} open={isAlone}>
      <summary>
        {!isAlone && <span className={classes.lessonGroup}>{lesson.group_name}</span>}
        <span className={classes.lessonHost}>
          {t('groups.lesson', { host: lesson.host_name, class: lesson.class_name })}
        </span>
        <span className={classes.lessonMarks}>
          {lesson.observers.map(one => (
            <ReleaseMark
              key={one.staff_id}
              release={one.release}
              word={`${one.name}: ${t(`release.${one.release}`)}`}
            />
          ))}
        </span>
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

  function ownClass({ release, class_name, cover_by_name }: Observer) {
    return t(`own.${release}`, { class: class_name, name: cover_by_name ?? '' })
  }
}
