import { NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { WishPart } from './PlanForm'
import classes from './Planner.module.css'
import { POLICY_MAX } from './wish'

type ExpertProps = WishPart & { isOpen: boolean; onOpen: (isOpen: boolean) => void }

/** The school's own rules for this plan; folded away, because what they begin with suits most. */
export function ExpertFields({ form, draft, isOpen, onOpen }: ExpertProps) {
  const { t } = useTranslation('planner')
  const number = { allowDecimal: false, hideControls: true } as const
  return (
    <details
      className={`panel ${classes.expert}`}
      open={isOpen}
      onToggle={event => onOpen(event.currentTarget.open)}
    >
      <summary>{t('form.expert')}</summary>
      <div className={classes.numbers}>
        <NumberInput
          {...number}
          label={t('form.ppa')}
          description={t('form.ppaHint')}
          min={0}
          max={POLICY_MAX.ppa_percent}
          {...draft.getInputProps('policy.ppa_percent')}
        />
        <NumberInput
          {...number}
          label={t('form.cover')}
          min={0}
          max={POLICY_MAX.cover_per_week}
          {...draft.getInputProps('policy.cover_per_week')}
        />
        <NumberInput
          {...number}
          label={t('form.releases')}
          description={t('form.releasesHint')}
          min={0}
          max={POLICY_MAX.releases_per_class}
          {...draft.getInputProps('policy.releases_per_class')}
        />
        <NumberInput
          {...number}
          label={t('form.debrief')}
          description={t('form.debriefHint')}
          min={0}
          max={POLICY_MAX.debrief_within_days}
          {...draft.getInputProps('policy.debrief_within_days')}
        />
        <NumberInput
          {...number}
          label={t('form.seconds')}
          description={t('form.secondsHint')}
          min={1}
          max={form.seconds_max}
          {...draft.getInputProps('seconds')}
        />
      </div>
    </details>
  )
}
