import { IconCheck, IconPointFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import classes from './Discussion.module.css'

/** The protocol's steps in order: done, now, to come. */
export function StepList({ steps }: { steps: Schema<'DiscussionStep'>[] }) {
  const { t } = useTranslation('evidence')
  return (
    <nav aria-label={t('discussion.steps')}>
      <ol className={classes.steps}>
        {steps.map(step => (
          <li
            key={step.key}
            data-state={step.state}
            aria-current={step.state === 'here' ? 'step' : undefined}
          >
            {step.state === 'done' ? (
              <IconCheck size={16} aria-hidden />
            ) : (
              <IconPointFilled size={16} aria-hidden />
            )}
            <span>
              {step.title}{' '}
              <span className={classes.state}>
                {t(`discussion.state.${step.state}`)}, {inMinutes(step.minutes)}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </nav>
  )
}
