import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { MECHANISM_GROUPS, type MechanismGroup } from '../../lib/mechanisms'
import { Section } from '../../ui/Section'
import type { EditorOf } from './useEditor'
import classes from './Writing.module.css'

const GROUPS = Object.keys(MECHANISM_GROUPS) as MechanismGroup[]

/** Which of the fourteen mechanisms the work had, in their four groups. */
export function MechanismChoice({ form }: { form: EditorOf['form'] }) {
  const { t } = useTranslation('writing')
  const chosen = form.values.mechanisms
  const choose = (number: number, isChosen: boolean) =>
    form.setFieldValue(
      'mechanisms',
      isChosen ? [...chosen, number].sort((a, b) => a - b) : chosen.filter(one => one !== number),
    )
  return (
    <Section
      plain
      title={t('mechanisms.heading')}
      side={
        <span className="small quiet numbers" role="status">
          {chosen.length > 0 && t('mechanisms.chosen', { count: chosen.length })}
        </span>
      }
    >
      <p className="small quiet">{t('mechanisms.lead')}</p>
      <div className={classes.groups}>
        {GROUPS.map(group => (
          <fieldset key={group} className={classes.group}>
            <legend>{t(`mechanisms.group.${group}`)}</legend>
            {MECHANISM_GROUPS[group].map(number => (
              <Checkbox
                key={number}
                checked={chosen.includes(number)}
                onChange={event => choose(number, event.currentTarget.checked)}
                label={t(`mechanisms.names.${number}`)}
              />
            ))}
          </fieldset>
        ))}
      </div>
    </Section>
  )
}
