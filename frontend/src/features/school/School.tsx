import { Button } from '@mantine/core'
import { IconCircle, IconCircleCheck, IconEye, IconQuestionMark } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/me'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { SkeletonRows } from '../../ui/SkeletonRows'
import classes from './School.module.css'
import { type Step, useSteps } from './useSteps'

const icons = { done: IconCircleCheck, todo: IconCircle, look: IconEye, unknown: IconQuestionMark }

/** How far the school is from its first round, and the way to each step. */
export function School() {
  const { t } = useTranslation('school')
  const me = useMe()
  const steps = useSteps()
  const school = me.school.name
  const isWaiting = steps.some(step => step.state === 'waiting')
  const isUnknown = steps.some(step => step.state === 'unknown')
  const left = steps.filter(step => step.state === 'todo').length
  const title =
    isWaiting || (left === 0 && isUnknown)
      ? t('overview.waiting', { school })
      : left === 0
        ? t('overview.ready', { school })
        : t('overview.left', { count: left, school })
  return (
    <Page name={t('overview.name')} title={title} aside={me.trust_name} narrow>
      <Section plain quietTitle title={t('overview.steps')}>
        {isWaiting ? (
          <SkeletonRows rows={6} height={64} />
        ) : (
          <ol className={classes.steps}>
            {steps.map(step => (
              <StepRow key={step.name} step={step} />
            ))}
          </ol>
        )}
      </Section>
    </Page>
  )
}

function StepRow({ step }: { step: Step }) {
  const { t } = useTranslation('school')
  const state = step.state === 'waiting' ? 'unknown' : step.state
  const Icon = icons[state]
  return (
    <li className={classes.step} data-state={state}>
      <Icon size={24} stroke={1.75} aria-hidden className={classes.icon} />
      <div className={classes.text}>
        <h3 className={classes.title}>
          {step.title} <span className={classes.state}>{t(`overview.${state}`)}</span>
        </h3>
        <p className="small quiet numbers">{step.detail}</p>
      </div>
      <Button component={Link} to={step.to} variant={state === 'todo' ? 'light' : 'default'}>
        {step.act}
      </Button>
    </li>
  )
}
