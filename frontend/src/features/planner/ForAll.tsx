import { NativeSelect, NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { WishPart } from './PlanForm'
import classes from './Planner.module.css'
import type { GroupDraft } from './wish'

const MIXED = ''

/** One control for all groups; it says so when they differ. */
export function ForAll({ form, draft }: WishPart) {
  const { t } = useTranslation('planner')
  const { groups } = draft.values
  const each = new Set(groups.map(group => group.each))
  const how = new Set(groups.map(group => group.isWhole))
  const change = (part: Partial<GroupDraft>) => {
    draft.setFieldValue(
      'groups',
      groups.map(group => ({ ...group, ...part })),
    )
    groups.forEach((_, at) => {
      draft.clearFieldError(`groups.${at}.each`)
    })
  }
  const isMixed = how.size > 1
  return (
    <div role="group" aria-label={t('form.all')} className={classes.forAll}>
      <NumberInput
        label={t('form.allEach')}
        min={1}
        max={form.observations_each_max}
        allowDecimal={false}
        value={each.size === 1 ? [...each][0] : ''}
        placeholder={each.size > 1 ? t('form.mixed') : undefined}
        onChange={value => value !== '' && change({ each: value })}
      />
      <NativeSelect
        label={t('form.allHow')}
        value={isMixed ? MIXED : how.has(true) ? 'whole' : 'inTurn'}
        data={[
          ...(isMixed ? [{ value: MIXED, label: t('form.mixed') }] : []),
          { value: 'inTurn', label: t('form.inTurn') },
          { value: 'whole', label: t('form.whole') },
        ]}
        onChange={event =>
          event.currentTarget.value !== MIXED && change({ isWhole: event.currentTarget.value === 'whole' })
        }
      />
    </div>
  )
}
