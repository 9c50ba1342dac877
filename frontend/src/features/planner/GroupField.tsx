import { Checkbox, NativeSelect, NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import type { WishPart } from './PlanForm'
import classes from './Planner.module.css'
import { ShortMinutes } from './ShortMinutes'
import { shortOf } from './wish'

/** One group's wishes, and whose minutes do not reach that far. */
export function GroupField({
  form,
  draft,
  group,
  at,
}: WishPart & { group: Schema<'GroupChoice'>; at: number }) {
  const { t } = useTranslation('planner')
  const wish = draft.values.groups[at]
  if (!wish) return null
  const choose = draft.getInputProps(`groups.${at}.isChosen`, { type: 'checkbox' })
  return (
    <>
      <div className={classes.group}>
        <Checkbox
          label={group.name}
          description={t('form.members', { count: group.members.length })}
          {...choose}
          onChange={event => {
            choose.onChange(event)
            draft.clearFieldError('groups')
          }}
        />
        {wish.isChosen && (
          <>
            <NumberInput
              aria-label={t('form.eachOf', { group: group.name })}
              min={1}
              max={form.observations_each_max}
              allowDecimal={false}
              {...draft.getInputProps(`groups.${at}.each`)}
            />
            <NativeSelect
              aria-label={t('form.howOf', { group: group.name })}
              value={wish.isWhole ? 'whole' : 'inTurn'}
              data={[
                { value: 'inTurn', label: t('form.inTurn') },
                { value: 'whole', label: t('form.whole') },
              ]}
              onChange={event =>
                draft.setFieldValue(`groups.${at}.isWhole`, event.currentTarget.value === 'whole')
              }
            />
          </>
        )}
      </div>
      {wish.isChosen && <ShortMinutes short={shortOf(group, wish.each, form)} />}
    </>
  )
}
