import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import classes from './Cycle.module.css'
import { openedFor, WHOLE } from './proposal'
import stageClasses from './Stages.module.css'
import type { LessonOut } from './shapes'

/** A proposal to be read: a guest's, or an earlier version. */
export function ProposalRead({ lesson, proposal }: { lesson: LessonOut; proposal: LessonOut['proposal'] }) {
  const { t } = useTranslation('lessonStudy')
  const labels = lesson.pupils.map(pupil => pupil.label)
  const text = openedFor(labels, proposal)
  const written = WHOLE.filter(field => text[field])
  const criteria = text.pupils.filter(one => one.success_criterion)
  if (written.length + criteria.length + text.stages.length === 0)
    return <p className="quiet">{t('proposal.empty')}</p>
  return (
    <div className="stack">
      <dl className={classes.texts}>
        {written.map(field => (
          <div key={field}>
            <dt>{t(`proposal.${field}`)}</dt>
            <dd className={classes.text}>{text[field]}</dd>
          </div>
        ))}
        {criteria.map(({ label, success_criterion }) => (
          <div key={label}>
            <dt>{t('place.criterion', { label })}</dt>
            <dd className={classes.text}>{success_criterion}</dd>
          </div>
        ))}
      </dl>
      <ol className={stageClasses.cards}>
        {text.stages.map((stage, at) => (
          <li key={stage.key} className={stageClasses.card}>
            <h3>
              {t('stages.number', { number: at + 1, title: stage.title })}, {inMinutes(stage.minutes)}
            </h3>
            {stage.teaching && <p className={stageClasses.read}>{stage.teaching}</p>}
            <dl className={classes.pupils}>
              {labels
                .filter(label => stage.predictions[label])
                .map(label => (
                  <div key={label}>
                    <dt className="smaller quiet">{t('stages.prediction', { label })}</dt>
                    <dd className={stageClasses.read}>{stage.predictions[label]}</dd>
                  </div>
                ))}
              {stage.patterns && (
                <div>
                  <dt className="smaller quiet">{t('stages.patterns')}</dt>
                  <dd className={stageClasses.read}>{stage.patterns}</dd>
                </div>
              )}
            </dl>
          </li>
        ))}
      </ol>
    </div>
  )
}
