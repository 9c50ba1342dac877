import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import classes from './Evidence.module.css'
import { grouped } from './grouped'
import { InterviewSaid } from './InterviewSaid'
import { NoteRow } from './NoteRow'
import { lessonQuery } from './queries'

type EvidenceBesideProps = {
  roundId: string
  discussion: Schema<'DiscussionOut'>
  pupil: Schema<'PupilLabel'> | null
  isInterview: boolean
}

/** What was noted of this pupil, stage by stage, beside what was expected; at its step, what the pupil said. */
export function EvidenceBeside({ roundId, discussion, pupil, isInterview }: EvidenceBesideProps) {
  const { t } = useTranslation('evidence')
  const lesson = useQuery(lessonQuery(roundId)).data
  const label = pupil?.label ?? ''
  if (isInterview)
    return (
      <aside aria-label={t('discussion.interview', { label })}>
        <h3>{t('discussion.interview', { label })}</h3>
        <InterviewSaid
          roundId={roundId}
          interview={discussion.interviews.find(one => one.case_pupil_id === pupil?.id)}
        />
      </aside>
    )
  const notes = discussion.evidence.find(one => one.label === (pupil?.label ?? null))?.notes ?? []
  const heading = pupil ? t('discussion.evidence', { label }) : t('discussion.evidenceClass')
  const all = grouped({ pupils: lesson?.pupils ?? [], stages: lesson?.stages ?? [] }, notes)
  const own = all.find(one => (one.pupil?.label ?? null) === (pupil?.label ?? null))
  return (
    <aside aria-label={heading}>
      <h3>{heading}</h3>
      {!own?.stages.length && <p className="small quiet">{t('notes.nothing')}</p>}
      {own?.stages.map(stage => (
        <div key={stage.key} className={classes.brief}>
          <h4>{stage.title || t('notes.noStage')}</h4>
          {stage.expected && <p className="small quiet">{t('notes.expected', { text: stage.expected })}</p>}
          <ul className={classes.rows}>
            {stage.notes.map(note => (
              <NoteRow quiet key={note.id} roundId={roundId} note={note} />
            ))}
          </ul>
        </div>
      ))}
    </aside>
  )
}
