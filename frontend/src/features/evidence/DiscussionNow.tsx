import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { momentInWords } from '../../lib/dates'
import { NamesFound } from '../../ui/NamesFound'
import { Notice } from '../../ui/Notice'
import { CloseDiscussion } from './CloseDiscussion'
import classes from './Discussion.module.css'
import { DiscussionChanges } from './DiscussionChanges'
import { MoveOn } from './MoveOn'
import { Record } from './Record'
import { StepHere } from './StepHere'
import { StepList } from './StepList'

type DiscussionNowProps = { roundId: string; discussion: Schema<'DiscussionOut'> }

/** Where the protocol stands, what to do there, and the record as it grows. */
export function DiscussionNow({ roundId, discussion }: DiscussionNowProps) {
  const { t } = useTranslation('evidence')
  const { chair, recorder, steps, step, state } = discussion
  const here = steps[step]
  const isOpen = state === 'open'
  return (
    <div className={classes.discussion}>
      <div className={classes.path}>
        <p className="small quiet">
          {t('discussion.onlyLead', { chair: chair.name, recorder: recorder.name })}
        </p>
        <StepList steps={steps} />
      </div>
      <div className="stack">
        {discussion.closed_at && (
          <Notice tone="done" title={t('discussion.closed')}>
            {t('discussion.closedOn', { when: momentInWords(discussion.closed_at) })}
          </Notice>
        )}
        {isOpen && here && (
          <>
            <StepHere key={here.key} roundId={roundId} discussion={discussion} here={here} />
            <NamesFound
              texts={{
                [here.title]: here.entries
                  .map(entry => entry.text)
                  .join('\n')
                  .slice(-20_000),
              }}
            />
            <MoveOn roundId={roundId} discussion={discussion} />
          </>
        )}
        {(!isOpen || here?.key === 'next' || here?.key === 'final' || discussion.changes.length > 0) && (
          <DiscussionChanges roundId={roundId} discussion={discussion} />
        )}
        <Record roundId={roundId} discussion={discussion} />
        {isOpen && discussion.may_lead && step === steps.length - 1 && (
          <CloseDiscussion roundId={roundId} id={discussion.id} />
        )}
      </div>
    </div>
  )
}
