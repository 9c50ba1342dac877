import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { useTrouble } from '../../ui/useTrouble'
import { EventFields } from './EventFields'
import { countedOf, type EventValues, emptyEvent, eventBody } from './eventForm'
import { ALL } from './queries'
import { useEventCheck } from './useEventCheck'
import classes from './WorkingTime.module.css'

/** Adds an event that teachers are directed to. */
export function AddEvent({ yearId, onClose }: { yearId: string; onClose: () => void }) {
  const { t } = useTranslation('workingTime')
  const announce = useAnnounce()
  const trouble = useTrouble(true)
  const form = useForm<EventValues>({ initialValues: emptyEvent, validate: useEventCheck() })
  const add = useAct({
    send: (values: EventValues, key) =>
      answer(
        api.POST('/api/directed-events', {
          params: { header: withKey(key), query: { year_id: yearId } },
          body: eventBody(values),
        }),
      ),
    changes: ALL,
    onDone: event => {
      announce(t('event.added', { title: event.title }))
      onClose()
    },
  })
  const counted = countedOf(form.values)
  return (
    <Section title={t('event.addHeading')} className="no-print">
      <form
        noValidate
        className={classes.form}
        onSubmit={form.onSubmit(values =>
          add.mutate(values, { onError: error => form.setErrors(trouble(error).fields) }),
        )}
      >
        <EventFields form={form} />
        {add.error && <RefusedNotice acting error={add.error} />}
        <FormButtons
          label={
            counted > 0
              ? t('event.saveAdd', {
                  kind: t(`kind.${form.values.kind}`).toLowerCase(),
                  time: inMinutes(counted),
                })
              : t('event.saveAddPlain')
          }
          isBusy={add.isPending}
          onCancel={onClose}
        />
      </form>
    </Section>
  )
}
