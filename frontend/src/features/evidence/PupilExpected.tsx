import { useTranslation } from 'react-i18next'
import classes from './Observe.module.css'
import { useAttributes } from './useAttributes'
import type { Noting } from './useObserving'

/** What the group expects of this pupil at this stage, and how it will know. */
export function PupilExpected({ noting }: { noting: Noting }) {
  const { t } = useTranslation('evidence')
  const said = useAttributes()
  const { pupil, data, stage } = noting
  if (!pupil) {
    const [name, text] = data.learning_objective
      ? [t('observe.objective'), data.learning_objective]
      : [t('observe.focus'), data.round.focus]
    return (
      <section className={classes.expected} aria-label={name}>
        <dl data-wide>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </dl>
      </section>
    )
  }
  return (
    <section className={classes.expected} aria-label={`${t('observe.pupils')} ${pupil.label}`}>
      <p className="strong">{[pupil.label, said(pupil)].filter(Boolean).join(': ')}</p>
      {pupil.typifies && <p className="small quiet">{pupil.typifies}</p>}
      <dl>
        <dt>{t('observe.expected')}</dt>
        <dd>{pupil.predictions[stage] || <span className="quiet">{t('observe.nothingExpected')}</span>}</dd>
        <dt>{t('observe.success')}</dt>
        <dd>{pupil.success_criterion || <span className="quiet">{t('observe.noCriterion')}</span>}</dd>
      </dl>
    </section>
  )
}
