import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { longDay } from '../../lib/dates'
import { Section } from '../../ui/Section'
import type { WishPart } from './PlanForm'
import classes from './Planner.module.css'

const DAYS_MAX = 100

/** Days on which nothing is planned, one a row. */
export function AvoidFields({ draft }: WishPart) {
  const { t } = useTranslation('planner')
  const { avoid, first_on, last_on } = draft.values
  return (
    <Section title={t('form.avoid')}>
      <div className="stack" style={{ gap: '0.75rem' }}>
        <p className="small quiet">{t('form.avoidLead')}</p>
        {avoid.length === 0 && <p className="small">{t('form.avoidNone')}</p>}
        {avoid.map(({ on }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and hold no state of their own.
          <div key={at} className={classes.avoid}>
            <TextInput
              type="date"
              aria-label={t('form.avoidOn', { nth: at + 1 })}
              min={first_on}
              max={last_on}
              {...draft.getInputProps(`avoid.${at}.on`)}
            />
            <ActionIcon
              variant="default"
              size={36}
              className={classes.remove}
              aria-label={on ? t('form.avoidRemove', { day: longDay(on) }) : t('form.avoidRemoveEmpty')}
              onClick={() => draft.removeListItem('avoid', at)}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        {avoid.length < DAYS_MAX && (
          <div>
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => draft.insertListItem('avoid', { on: '' })}
            >
              {t('form.avoidAdd')}
            </Button>
          </div>
        )}
      </div>
    </Section>
  )
}
