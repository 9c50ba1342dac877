import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './Cycle.module.css'
import { WHOLE, type Whole } from './proposal'
import type { Proposal } from './shapes'

const LONGEST: Record<Whole, number> = {
  learning_objective: 2000,
  rationale: 4000,
  resources: 4000,
  new_here: 4000,
}

/** What the lesson is to achieve, why it is so, what is needed, what is tried. */
export function WholeTexts({
  text,
  onChange,
}: {
  text: Proposal
  onChange: (change: Partial<Proposal>) => void
}) {
  const { t } = useTranslation('lessonStudy')
  return (
    <div className={classes.wide}>
      {WHOLE.map(field => (
        <Textarea
          key={field}
          label={t(`proposal.${field}`)}
          description={t(`proposalHint.${field}`)}
          autosize
          minRows={2}
          maxLength={LONGEST[field]}
          value={text[field]}
          onChange={event => onChange({ [field]: event.currentTarget.value })}
        />
      ))}
    </div>
  )
}
