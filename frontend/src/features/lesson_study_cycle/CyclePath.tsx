import { VisuallyHidden } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '../../lib/usePhone'
import classes from './CyclePath.module.css'
import { type Step, stepsOf } from './path'
import type { CycleOut } from './shapes'
import { useStepWords } from './useStepWords'

/** The whole path and where the group is on it. On a phone what is behind is folded into one line. */
export function CyclePath({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  const words = useStepWords(cycle)
  const isPhone = usePhone()
  const steps = stepsOf(cycle.stages).filter(step => cycle.mode === 'full' || step.state !== 'left_out')
  const done = steps.filter(step => step.state === 'done').length
  const folded = isPhone && done > 1 && done < steps.length
  const shown = folded ? steps.filter(step => step.state !== 'done') : steps
  return (
    <div className={classes.room}>
      <ol className={classes.path} aria-label={t('path.label')}>
        {folded && (
          <li data-state="done">
            <Dot state="done" />
            <span className={classes.name}>{t('path.folded', { count: done })}</span>
          </li>
        )}
        {shown.map(step => (
          <li
            key={step.key}
            data-state={step.state}
            aria-current={step.state === 'here' ? 'step' : undefined}
          >
            <Dot state={step.state} />
            <span className={classes.name}>
              {words.name(step)}
              {(step.state === 'done' || step.state === 'ahead') && (
                <VisuallyHidden>, {t(`path.${step.state}`)}</VisuallyHidden>
              )}
            </span>
            <span className={classes.note}>{words.note(step)}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}

function Dot({ state }: { state: Step['state'] }) {
  return (
    <span className={classes.dot} aria-hidden>
      {state === 'done' && <IconCheck size={14} stroke={3} />}
    </span>
  )
}
