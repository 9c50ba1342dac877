import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import type { PartProps } from './part'
import classes from './Timetable.module.css'

/** Which day of the file is held on each day of the cycle. */
export function DayFields({ seen, choices, change }: PartProps) {
  const { t } = useTranslation('timetable')
  const used = new Set(Object.values(choices.days))
  const unused = seen.days.filter(day => !used.has(day.name)).map(day => day.name)
  return (
    <Section plain title={t('run.days.heading')}>
      <div className="stack">
        <p className="small quiet">{t('run.days.lead')}</p>
        <div className={classes.days}>
          {Object.entries(choices.days).map(([cycleDay, name]) => (
            <NativeSelect
              key={cycleDay}
              label={cycleDay}
              value={name}
              data={[
                { value: '', label: t('run.days.none') },
                ...seen.days.map(day => ({ value: day.name, label: day.name })),
              ]}
              onChange={event => change({ days: { ...choices.days, [cycleDay]: event.currentTarget.value } })}
            />
          ))}
        </div>
        <div role="status">
          {unused.length > 0 && (
            <Notice tone="needs">
              {t('run.days.unused', { count: unused.length, names: unused.join(', ') })}
            </Notice>
          )}
        </div>
      </div>
    </Section>
  )
}
