import { VisuallyHidden } from '@mantine/core'
import { IconCircle, IconCircleCheck, IconCircleDot } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import classes from './Writing.module.css'

const STEPS = ['write', 'check', 'publish'] as const
const icons = { done: IconCircleCheck, now: IconCircleDot, later: IconCircle }

/** How many of the three steps lie behind a finding. */
const behind: Record<Schema<'FindingOut'>['state'], number> = {
  draft: 0,
  submitted: 1,
  accepted: 2,
  scheduled: 2,
  presented: 2,
  published: 3,
  withdrawn: 3,
}

/** Written, looked at, published: where it is. */
export function StatePath({ state }: { state: Schema<'FindingOut'>['state'] }) {
  const { t } = useTranslation('writing')
  return (
    <ol className={classes.path} aria-label={t('path.heading')}>
      {STEPS.map((step, at) => {
        const how = at < behind[state] ? 'done' : at === behind[state] ? 'now' : 'later'
        const Icon = icons[how]
        return (
          <li key={step} data-step={how} aria-current={how === 'now' ? 'step' : undefined}>
            <Icon size={18} stroke={1.75} aria-hidden />
            <span>
              {t(`path.${step}`)}
              <VisuallyHidden>, {t(`path.${how}`)}</VisuallyHidden>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
