import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Section } from '../../ui/Section'
import { EntryList } from './EntryList'
import classes from './Evidence.module.css'

type RecordProps = { roundId: string; discussion: Schema<'DiscussionOut'> }

/** The record as it has written itself: every step that something was said at, in order. */
export function Record({ roundId, discussion }: RecordProps) {
  const { t } = useTranslation('evidence')
  const isOpen = discussion.state === 'open'
  const said = discussion.steps.filter(
    (step, at) => step.entries.length > 0 && !(isOpen && at === discussion.step),
  )
  if (said.length === 0) return null
  return (
    <Section title={t('discussion.record')}>
      {said.map(step => (
        <div key={step.key} className={classes.stage}>
          <h3>{step.title}</h3>
          <div>
            <EntryList labelled roundId={roundId} discussion={discussion} entries={step.entries} />
          </div>
        </div>
      ))}
    </Section>
  )
}
