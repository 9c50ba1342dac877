import { Radio, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { halfTermOf } from '../../lib/halfTerms'
import { Section } from '../../ui/Section'
import type { WishPart } from './PlanForm'
import classes from './Planner.module.css'
import { OWN, withWindow } from './wish'

/** A half-term to come, or days of one's own. */
export function WindowFields({ form, draft }: WishPart) {
  const { t } = useTranslation('planner')
  const { t: common } = useTranslation()
  const { window } = draft.values
  const isOwn = window === OWN
  const choose = (value: string) => {
    draft.setValues(withWindow(draft.values, form, value))
    draft.clearFieldError('first_on')
    draft.clearFieldError('last_on')
  }
  return (
    <Section title={t('form.when')}>
      {form.windows.length === 0 ? (
        <p className="small quiet">{t('form.noWindows')}</p>
      ) : (
        <Radio.Group
          label={t('form.window')}
          value={window}
          onChange={choose}
          error={isOwn ? undefined : (draft.errors.first_on ?? draft.errors.last_on)}
        >
          <div className={classes.choices}>
            {form.windows.map(one => (
              <Radio
                key={one.position}
                value={`${one.position}`}
                label={t('form.windowDays', {
                  term: common(`halfTerm.${halfTermOf(one.position)}`),
                  from: shortDay(one.first_on),
                  to: shortDay(one.ends_on),
                  count: one.school_days,
                })}
              />
            ))}
            <Radio value={OWN} label={t('form.own')} />
          </div>
        </Radio.Group>
      )}
      {isOwn && (
        <div className={classes.dates}>
          <TextInput type="date" label={t('form.first')} {...draft.getInputProps('first_on')} />
          <TextInput type="date" label={t('form.last')} {...draft.getInputProps('last_on')} />
        </div>
      )}
    </Section>
  )
}
