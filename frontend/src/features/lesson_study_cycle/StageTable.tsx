import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { StageHead } from './StageHead'
import classes from './Stages.module.css'
import type { StageEditing } from './stageEditing'

/** Stages down, case pupils across: where there is room for it. */
export function StageTable(editing: StageEditing) {
  const { t } = useTranslation('lessonStudy')
  const { text, pupils, change, criterion } = editing
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col" className={classes.first}>
            {t('stages.stage')}
          </th>
          {pupils.map(pupil => (
            <th key={pupil.label} scope="col">
              {t('stages.pupil', { label: pupil.label })}
              {pupil.typifies && <span className={classes.typifies}>{pupil.typifies}</span>}
            </th>
          ))}
          {text.stages.length > 0 && <th scope="col">{t('stages.patterns')}</th>}
        </tr>
      </thead>
      <tbody>
        {pupils.length > 0 && (
          <tr>
            <th scope="row">{t('stages.success')}</th>
            {text.pupils.map(({ label, success_criterion }) => (
              <td key={label}>
                <Textarea
                  aria-label={t('place.criterion', { label })}
                  autosize
                  minRows={2}
                  maxLength={1000}
                  value={success_criterion}
                  onChange={event => criterion(label, event.currentTarget.value)}
                />
              </td>
            ))}
            {text.stages.length > 0 && <td />}
          </tr>
        )}
        {text.stages.map(stage => {
          const title = stage.title || t('stages.unnamed')
          return (
            <tr key={stage.key}>
              <th scope="row" aria-label={title}>
                <StageHead stage={stage} editing={editing} />
              </th>
              {pupils.map(({ label }) => (
                <td key={label}>
                  <Textarea
                    aria-label={t('place.prediction', { label, stage: title })}
                    placeholder={t('stages.predictionHint')}
                    autosize
                    minRows={3}
                    maxLength={1000}
                    value={stage.predictions[label] ?? ''}
                    onChange={event =>
                      change(stage.key, {
                        predictions: { ...stage.predictions, [label]: event.currentTarget.value },
                      })
                    }
                  />
                </td>
              ))}
              <td>
                <Textarea
                  aria-label={t('place.stage', { part: t('stages.patterns'), stage: title })}
                  autosize
                  minRows={3}
                  maxLength={1000}
                  value={stage.patterns}
                  onChange={event => change(stage.key, { patterns: event.currentTarget.value })}
                />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
