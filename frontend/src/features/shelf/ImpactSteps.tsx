import { useTranslation } from 'react-i18next'
import classes from './Impact.module.css'
import type { ImpactStep } from './shapes'

/** The five levels in order, each with what happened there, in sentences. */
export function ImpactSteps({
  steps,
  heading: Heading = 'h2',
}: {
  steps: ImpactStep[]
  heading?: 'h2' | 'h3'
}) {
  const { t } = useTranslation('shelf')
  return (
    <ol className={classes.steps}>
      {steps.map(step => (
        <li key={step.level} className={classes.step}>
          <Heading className={classes.level}>
            <span className={classes.number}>{t('impact.level', { number: step.number })}</span> {step.title}
          </Heading>
          <ul>
            {step.lines.map(line => (
              <li key={line.name}>{line.words}</li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}
