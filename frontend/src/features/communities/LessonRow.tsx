import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './Communities.module.css'
import type { Lesson } from './queries'
import { useLessonWords } from './useLessonWords'

/** One lesson or study day in the list. */
export function LessonRow({ lesson }: { lesson: Lesson }) {
  const { t } = useTranslation('communities')
  const { when, places } = useLessonWords()
  return (
    <li>
      <div>
        <p className={classes.title}>
          <Link to="/together/lessons/$lessonId" params={{ lessonId: lesson.id }}>
            {lesson.title}
          </Link>
        </p>
        <p className="small numbers">{when(lesson)}</p>
        <p className="small quiet">
          {[
            t(`lessons.kind.${lesson.kind}`),
            lesson.is_ours ? t('lessons.ours') : lesson.school_name,
            lesson.focus,
          ]
            .filter(Boolean)
            .join(', ')}
        </p>
      </div>
      <p className={`small ${lesson.my_booking_id ? classes.has : ''}`}>{places(lesson)}</p>
    </li>
  )
}
