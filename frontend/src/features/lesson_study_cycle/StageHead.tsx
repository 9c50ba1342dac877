import { NumberInput, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './Stages.module.css'
import { StageTools } from './StageTools'
import type { ProposalStage } from './shapes'
import type { StageEditing } from './stageEditing'

/** A stage's name, its minutes, and what the teacher does in it. */
export function StageHead({ stage, editing }: { stage: ProposalStage; editing: StageEditing }) {
  const { t } = useTranslation('lessonStudy')
  const { added, isIncomplete, change } = editing
  const isUnnamed = isIncomplete && !stage.title.trim()
  return (
    <div className={classes.head}>
      <div className={classes.names} data-unnamed={isUnnamed || !stage.title.trim() || undefined}>
        <TextInput
          label={t('stages.title')}
          maxLength={200}
          value={stage.title}
          error={isUnnamed ? t('stages.titleBad') : undefined}
          autoFocus={stage.key === added}
          onChange={event => change(stage.key, { title: event.currentTarget.value })}
        />
        <NumberInput
          label={t('stages.minutes')}
          min={0}
          max={300}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          hideControls
          value={stage.minutes}
          onChange={value => change(stage.key, { minutes: Number(value) || 0 })}
        />
      </div>
      <Textarea
        label={t('stages.teaching')}
        autosize
        minRows={2}
        maxLength={4000}
        value={stage.teaching}
        onChange={event => change(stage.key, { teaching: event.currentTarget.value })}
      />
      <StageTools stage={stage} editing={editing} />
    </div>
  )
}
