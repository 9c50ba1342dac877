import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { Term } from '../../ui/Term'
import classes from './Cycle.module.css'
import { Part } from './Part'
import type { CycleOut, LessonLine } from './shapes'

/** The research lessons, and the way to everything that belongs to each. */
export function Lessons({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  return (
    <Part id="lessons" title={<Term means={t('lessons.means')}>{t('lessons.heading')}</Term>}>
      {cycle.lessons.length === 0 && <p className="quiet">{t('lessons.empty')}</p>}
      <ul className={classes.rows}>
        {cycle.lessons.map(lesson => (
          <li key={lesson.id}>
            <div className={classes.row}>
              <h3>{t('lesson.title', { number: lesson.number })}</h3>
              <span className="small">{t(`lessonState.${lesson.state}`)}</span>
            </div>
            <When lesson={lesson} />
            <div className={classes.links}>
              <Link to="/research-lessons/$lessonId" params={{ lessonId: lesson.id }} className="text-link">
                {t(cycle.mode === 'full' ? 'lessons.proposal' : 'lessons.open')}
              </Link>
              {lesson.round_id && <RoundLinks roundId={lesson.round_id} />}
            </div>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function When({ lesson }: { lesson: LessonLine }) {
  const { t } = useTranslation('lessonStudy')
  if (!lesson.held_on) return <p className="small quiet">{t('lessons.noRound')}</p>
  const when = [shortDay(lesson.held_on), lesson.period, lesson.host_name, lesson.class_name]
  return (
    <p className="small quiet">
      {when.filter(Boolean).join(', ')}
      {lesson.notes_count > 0 && `. ${t('lessons.notes', { count: lesson.notes_count })}`}
    </p>
  )
}

/** Screens of observing and discussing, which are an area of their own. */
function RoundLinks({ roundId }: { roundId: string }) {
  const { t } = useTranslation('lessonStudy')
  return (
    <>
      <Link to="/round/$roundId" params={{ roundId }} className="text-link">
        {t('lessons.round')}
      </Link>
      {(['notes', 'interviews', 'discussion'] as const).map(end => (
        <Link key={end} to={`/rounds/${roundId}/${end}` as '/'} className="text-link">
          {t(`lessons.${end}`)}
        </Link>
      ))}
    </>
  )
}
