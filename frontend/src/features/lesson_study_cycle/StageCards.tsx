import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { StageHead } from './StageHead'
import classes from './Stages.module.css'
import type { StageEditing } from './stageEditing'

/** The same on a phone: one card for what success is, then one for each stage. */
export function StageCards(editing: StageEditing) {
  const { t } = useTranslation('lessonStudy')
  const { text, pupils, change, criterion } = editing
  return (
    <ol className={classes.cards}>
      {pupils.length > 0 && (
        <li className={classes.card}>
          <h3>{t('stages.success')}</h3>
          {text.pupils.map(({ label, success_criterion }) => (
            <Textarea
              key={label}
              label={t('stages.pupil', { label })}
              aria-label={t('place.criterion', { label })}
              autosize
              minRows={2}
              maxLength={1000}
              value={success_criterion}
              onChange={event => criterion(label, event.currentTarget.value)}
            />
          ))}
        </li>
      )}
      {text.stages.map((stage, at) => {
        const title = stage.title || t('stages.unnamed')
        return (
          <li key={stage.key} className={classes.card}>
            <h3>{t('stages.number', { number: at + 1, title })}</h3>
            <StageHead stage={stage} editing={editing} />
            {pupils.map(({ label }) => (
              <Textarea
                key={label}
                label={t('stages.prediction', { label })}
                autosize
                minRows={2}
                maxLength={1000}
                value={stage.predictions[label] ?? ''}
                onChange={event =>
                  change(stage.key, {
                    predictions: { ...stage.predictions, [label]: event.currentTarget.value },
                  })
                }
              />
            ))}
            <Textarea
              label={t('stages.patterns')}
              autosize
              minRows={2}
              maxLength={1000}
              value={stage.patterns}
              onChange={event => change(stage.key, { patterns: event.currentTarget.value })}
            />
          </li>
        )
      })}
    </ol>
  )
}
