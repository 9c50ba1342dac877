import { MultiSelect, NativeSelect, NumberInput, Radio, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import { countedOf, type EventValues, KINDS } from './eventForm'
import { staffQuery } from './queries'
import classes from './WorkingTime.module.css'

type Order = ('label' | 'input' | 'description' | 'error')[]
const order: Order = ['label', 'input', 'description', 'error']

type EventFieldsProps = {
  form: UseFormReturnType<EventValues>
  /** Part of a split INSET day: kind, length and audience were agreed. */
  isPart?: boolean
}

/** What an event is, when, and for whom. */
export function EventFields({ form, isPart = false }: EventFieldsProps) {
  const { t } = useTranslation('workingTime')
  const counted = countedOf(form.values)
  return (
    <>
      <div className={classes.wide}>
        <NativeSelect
          label={t('event.kind')}
          disabled={isPart}
          data={KINDS.map(value => ({ value, label: t(`kind.${value}`) }))}
          {...form.getInputProps('kind')}
        />
        <TextInput label={t('event.title')} maxLength={200} {...form.getInputProps('title')} />
      </div>
      <div className={classes.pair}>
        <TextInput label={t('event.on')} type="date" {...form.getInputProps('held_on')} />
        <TextInput label={t('event.starts')} type="time" {...form.getInputProps('starts')} />
        <TextInput label={t('event.ends')} type="time" {...form.getInputProps('ends')} />
      </div>
      <NumberInput
        label={t('event.minutes')}
        description={t('event.minutesHint')}
        inputWrapperOrder={order}
        allowDecimal={false}
        hideControls
        style={{ maxWidth: '24rem' }}
        {...form.getInputProps('minutes')}
      />
      {!isPart && (
        <Radio.Group label={t('event.who')} {...form.getInputProps('audience')}>
          <div className="stack" style={{ gap: '0.5rem', marginTop: '0.375rem' }}>
            <Radio value="everyone" label={t('event.everyone')} />
            <Radio value="named" label={t('event.named')} />
          </div>
        </Radio.Group>
      )}
      {form.values.audience === 'named' && <People form={form} />}
      <p role="status" className="small quiet numbers">
        {counted > 0 && t('event.counts', { time: inMinutes(counted) })}
      </p>
    </>
  )
}

function People({ form }: { form: UseFormReturnType<EventValues> }) {
  const { t } = useTranslation('workingTime')
  const staff = useQuery(staffQuery).data ?? []
  return (
    <MultiSelect
      label={t('event.people')}
      description={t('event.peopleHint')}
      inputWrapperOrder={order}
      data={staff.map(one => ({ value: one.id, label: one.name }))}
      searchable
      nothingFoundMessage={t('event.nobody')}
      comboboxProps={{ withinPortal: false }}
      {...form.getInputProps('staff_ids')}
    />
  )
}
