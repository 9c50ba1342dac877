import { Checkbox, NativeSelect, NumberInput, Radio, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import { type CycleShape, weeksIn } from './calendar'
import type { YearFormOf } from './YearForm'

const SHAPES = ['week', 'ab', 'rotating', 'own'] as const satisfies readonly CycleShape[]
const weekName = (at: number) => String.fromCharCode(65 + at)

/** How the days of the timetable follow each other. */
export function CycleFields({ form }: { form: YearFormOf }) {
  const { t } = useTranslation('school')
  const { shape } = form.values
  const weeks = weeksIn(form.values)
  return (
    <Section plain title={t('calendar.cycle')}>
      <div className="stack">
        <Radio.Group aria-label={t('calendar.cycle')} {...form.getInputProps('shape')}>
          <div className="stack" style={{ gap: '0.625rem' }}>
            {SHAPES.map(one => (
              <Radio
                key={one}
                value={one}
                label={t(`calendar.shape.${one}`)}
                description={t(`calendar.shapeDetail.${one}`)}
              />
            ))}
          </div>
        </Radio.Group>
        {shape === 'rotating' && (
          <NumberInput
            label={t('calendar.rotating')}
            min={1}
            max={30}
            clampBehavior="strict"
            allowDecimal={false}
            style={{ maxWidth: '12rem' }}
            value={form.values.rotating}
            onChange={value => form.setFieldValue('rotating', Math.max(1, Number(value) || 1))}
          />
        )}
        {shape === 'own' && (
          <>
            <Textarea
              label={t('calendar.own')}
              autosize
              minRows={5}
              maxRows={12}
              {...form.getInputProps('own')}
            />
            <Checkbox
              label={t('calendar.ownFollows')}
              {...form.getInputProps('ownFollowsWeekdays', { type: 'checkbox' })}
            />
          </>
        )}
        {weeks > 1 && (
          <NativeSelect
            label={t('calendar.startsWith')}
            style={{ maxWidth: '12rem' }}
            data={Array.from({ length: weeks }, (_, at) => ({ value: String(at + 1), label: weekName(at) }))}
            value={String(form.values.starts_with_week)}
            onChange={event => form.setFieldValue('starts_with_week', Number(event.currentTarget.value))}
          />
        )}
      </div>
    </Section>
  )
}
