import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { shortDay, today } from '../../lib/dates'
import { clock } from '../../lib/minutes'
import { FormButtons } from '../../ui/FormButtons'
import { SaveRefused } from '../../ui/SaveRefused'
import { useRefusedFields } from '../../ui/useRefusedFields'
import classes from './FairDay.module.css'
import { eventsFor, type FairValues, fairFaults, fromEvent } from './fairForm'
import { eventsQuery } from './queries'

type FairFormProps = {
  values: FairValues
  /** What sending does, in words. */
  label: string
  error: Error | null
  isBusy: boolean
  onSubmit: (values: FairValues) => void
  onCancel: () => void
  onReload?: () => void
}

/** A fair to make or to change: what it is called, when it is, whose time it is. */
export function FairForm({ values, label, error, ...acts }: FairFormProps) {
  const { t } = useTranslation('fairDay')
  const { data: all = [] } = useQuery(eventsQuery)
  const events = eventsFor(all, today(), values.event_id)
  const form = useForm<FairValues>({
    initialValues: values,
    validate: now =>
      Object.fromEntries(Object.entries(fairFaults(now)).map(([name, fault]) => [name, t(`form.${fault}`)])),
  })
  useRefusedFields(form, error)
  const choose = (id: string) => {
    const event = events.find(one => one.id === id)
    form.setValues(event ? fromEvent(event) : { event_id: '' })
    form.clearErrors()
  }
  return (
    <form noValidate className={classes.form} onSubmit={form.onSubmit(acts.onSubmit)}>
      <TextInput
        autoFocus
        label={t('form.title')}
        description={t('form.titleHint')}
        maxLength={200}
        {...form.getInputProps('title')}
      />
      {(events.length > 0 || values.event_id) && (
        <NativeSelect
          label={t('form.event')}
          description={t('form.eventHint')}
          value={form.values.event_id}
          error={form.errors.event_id}
          data={[
            { value: '', label: t('form.eventNone') },
            ...events.map(event => ({
              value: event.id,
              label: t('form.eventOption', {
                title: event.title,
                day: shortDay(event.held_on),
                start: clock(event.starts),
                end: clock(event.ends),
              }),
            })),
          ]}
          onChange={event => choose(event.currentTarget.value)}
        />
      )}
      <div className={classes.three}>
        <TextInput label={t('form.day')} type="date" {...form.getInputProps('held_on')} />
        <TextInput label={t('form.starts')} type="time" {...form.getInputProps('starts')} />
        <TextInput label={t('form.ends')} type="time" {...form.getInputProps('ends')} />
      </div>
      <Textarea
        label={t('form.welcome')}
        description={t('form.welcomeHint')}
        autosize
        minRows={2}
        maxLength={2000}
        {...form.getInputProps('welcome')}
      />
      <SaveRefused error={error} onReload={acts.onReload} />
      <FormButtons label={label} isBusy={acts.isBusy} onCancel={acts.onCancel} />
    </form>
  )
}
