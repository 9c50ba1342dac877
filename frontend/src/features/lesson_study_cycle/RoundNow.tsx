import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { slotInWords } from '../../lib/dates'
import classes from './Cycle.module.css'
import type { LessonOut } from './shapes'

type RoundNowProps = {
  lesson: LessonOut
  /** Not among the group's latest: then only the way to it is shown. */
  round: Schema<'RoundSummary'> | undefined
  onUnlink: () => void
}

/** The round in which the lesson is taught, and the ways to observing, notes, interviews and discussion. */
export function RoundNow({ lesson, round, onUnlink }: RoundNowProps) {
  const { t } = useTranslation('lessonStudy')
  const roundId = lesson.round_id ?? ''
  const isAhead = lesson.state === 'draft' || lesson.state === 'planned' || lesson.state === 'scheduled'
  return (
    <div>
      <div className={classes.row}>
        <p>
          <Link to="/round/$roundId" params={{ roundId }} className="text-link">
            {round ? slotInWords(round.held_on, round.period, round.start) : t('lessons.round')}
          </Link>
          {round && ` ${[round.host_name, round.class_name, round.subject].filter(Boolean).join(', ')}`}
        </p>
        {lesson.may_edit && isAhead && (
          <Button variant="subtle" size="compact-md" onClick={onUnlink}>
            {t('round.unlink')}
          </Button>
        )}
      </div>
      <div className={classes.links}>
        {(['observe', 'notes', 'interviews', 'discussion'] as const).map(end => (
          <Link key={end} to={`/rounds/${roundId}/${end}` as '/'} className="text-link">
            {t(`lessons.${end}`)}
          </Link>
        ))}
      </div>
    </div>
  )
}
