import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import classes from './Discussion.module.css'
import { EntryForm } from './EntryForm'
import { EntryList } from './EntryList'
import { EvidenceBeside } from './EvidenceBeside'
import { PupilPick } from './PupilPick'
import { StepTimer } from './StepTimer'

type StepHereProps = {
  roundId: string
  discussion: Schema<'DiscussionOut'>
  here: Schema<'DiscussionStep'>
}

/** The present step: what it is for, whose turn it is, what is said, and the notes beside it. */
export function StepHere({ roundId, discussion, here }: StepHereProps) {
  const { t } = useTranslation('evidence')
  const { pupils, steps, step } = discussion
  const [chosen, setChosen] = useState<string | null>(null)
  const pupil = here.per_pupil ? (pupils.find(one => one.id === chosen) ?? pupils[0] ?? null) : null
  const entries = pupil ? here.entries.filter(entry => entry.case_pupil_id === pupil.id) : here.entries
  const countOf = (id: string) => here.entries.filter(entry => entry.case_pupil_id === id).length
  return (
    <section className="panel" aria-labelledby="step-here">
      <div className="between">
        <p className="small quiet">
          {t('discussion.stepOf', { at: step + 1, count: steps.length })} · {t(`discussion.who.${here.who}`)}
        </p>
        <StepTimer discussion={discussion} minutes={here.minutes} />
      </div>
      <div role="status">
        <h2 id="step-here" className={classes.title}>
          {here.title}
        </h2>
      </div>
      <p className={classes.what}>{here.text}</p>
      {pupil && (
        <PupilPick
          pupils={pupils}
          current={pupil.id}
          note={one => t('discussion.points', { count: countOf(one.id) })}
          onPick={setChosen}
        />
      )}
      <div className={classes.beside}>
        <div className="stack">
          <EntryList roundId={roundId} discussion={discussion} entries={entries} />
          {discussion.may_record && (
            <EntryForm
              key={pupil?.id ?? ''}
              roundId={roundId}
              discussion={discussion}
              stepKey={here.key}
              pupil={pupil}
            />
          )}
        </div>
        {here.per_pupil && (
          <EvidenceBeside
            roundId={roundId}
            discussion={discussion}
            pupil={pupil}
            isInterview={here.key === 'interviews'}
          />
        )}
      </div>
    </section>
  )
}
