import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { longDay } from '../../lib/dates'
import { Section } from '../../ui/Section'
import type { DayKind } from './calendar'
import classes from './School.module.css'
import type { YearFormOf } from './YearForm'

const KINDS = ['inset', 'closure', 'off_timetable'] as const satisfies readonly DayKind[]

/** INSET days, closures and days off timetable, one a row. */
export function ExceptionFields({ form }: { form: YearFormOf }) {
  const { t } = useTranslation('school')
  const all = form.values.exceptions
  return (
    <Section plain title={t('calendar.exceptions')}>
      <div className="stack" style={{ gap: '0.75rem' }}>
        <p className="small quiet">{t('calendar.exceptionsLead')}</p>
        {all.length === 0 && <p className="small">{t('calendar.exceptionsNone')}</p>}
        {all.map((exception, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and hold no state of their own.
          <div key={at} className={classes.exception}>
            <TextInput
              type="date"
              label={t('calendar.on')}
              {...form.getInputProps(`exceptions.${at}.held_on`)}
            />
            <NativeSelect
              label={t('calendar.kind')}
              data={KINDS.map(value => ({ value, label: t(`calendar.kinds.${value}`) }))}
              {...form.getInputProps(`exceptions.${at}.kind`)}
            />
            <TextInput
              label={t('calendar.note')}
              maxLength={200}
              {...form.getInputProps(`exceptions.${at}.note`)}
            />
            <ActionIcon
              variant="default"
              size={36}
              aria-label={
                exception.held_on
                  ? t('calendar.removeException', { day: longDay(exception.held_on) })
                  : t('calendar.removeEmpty')
              }
              onClick={() => form.removeListItem('exceptions', at)}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        <div>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => form.insertListItem('exceptions', { held_on: '', kind: 'inset', note: '' })}
          >
            {t('calendar.addException')}
          </Button>
        </div>
      </div>
    </Section>
  )
}
