import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../api/act'
import { answer, api, ifMatch } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { FormButtons } from '../../ui/FormButtons'
import { SaveRefused } from '../../ui/SaveRefused'
import { Section } from '../../ui/Section'
import { useTrouble } from '../../ui/useTrouble'
import { EventFields } from './EventFields'
import { type EventValues, eventBody, eventValues } from './eventForm'
import { ALL, type EventWithPeople, eventQuery } from './queries'
import { useEventCheck } from './useEventCheck'
import classes from './WorkingTime.module.css'

/** Changes an event; from then on it is outside the published calendar. */
export function EditEvent({ event, onClose }: { event: EventWithPeople; onClose: () => void }) {
  const { t } = useTranslation('workingTime')
  const client = useQueryClient()
  const announce = useAnnounce()
  const trouble = useTrouble(true)
  const form = useForm<EventValues>({ initialValues: eventValues(event), validate: useEventCheck() })
  const save = useAct({
    send: (values: EventValues) =>
      answer(
        api.PUT('/api/directed-events/{event_id}', {
          params: { path: { event_id: event.id }, header: ifMatch(event.version) },
          body: eventBody(values),
        }),
      ),
    changes: ALL,
    onDone: saved => {
      announce(t('event.saved', { title: saved.title }))
      onClose()
    },
  })
  return (
    <Section title={t('event.editHeading')}>
      <form
        noValidate
        className={classes.form}
        onSubmit={form.onSubmit(values =>
          save.mutate(values, { onError: error => form.setErrors(trouble(error).fields) }),
        )}
      >
        <EventFields form={form} isPart={event.split_from_id !== null} />
        <SaveRefused
          error={save.error}
          onReload={() => {
            void client.invalidateQueries(eventQuery(event.id))
            onClose()
          }}
        />
        <FormButtons label={t('event.save')} isBusy={save.isPending} onCancel={onClose} />
      </form>
    </Section>
  )
}
