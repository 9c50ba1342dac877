import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './Observe.module.css'
import type { Noting } from './useObserving'

/** Which part of the lesson it is. */
export function StageChoice({ noting }: { noting: Noting }) {
  const { t } = useTranslation('evidence')
  const { stages } = noting.data
  if (stages.length === 0) return null
  return (
    <div className={classes.stages} role="group" aria-label={t('observe.stages')}>
      {stages.map(stage => (
        <UnstyledButton
          key={stage.key}
          aria-pressed={noting.stage === stage.key}
          className={classes.stage}
          onClick={() => noting.chooseStage(stage.key)}
        >
          {stage.title}
        </UnstyledButton>
      ))}
    </div>
  )
}
