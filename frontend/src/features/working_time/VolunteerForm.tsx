import { Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { ALL, type DirectedEvent } from './queries'
import classes from './WorkingTime.module.css'

type VolunteerFormProps = {
  event: DirectedEvent
  /** Who comes; nobody: I do. */
  staff?: { id: string; name: string }
  onClose: () => void
}

/** Coming to what one is not directed to, and what is given for it. */
export function VolunteerForm({ event, staff, onClose }: VolunteerFormProps) {
  const { t } = useTranslation('workingTime')
  const announce = useAnnounce()
  const [recompense, setRecompense] = useState<Schema<'Recompense'>>('paid')
  const [note, setNote] = useState('')
  const time = inMinutes(event.minutes)
  const isPaid = recompense === 'paid'
  const volunteer = useAct({
    send: (body: Schema<'VolunteerIn'>, key) =>
      answer(
        api.POST('/api/directed-events/{event_id}/volunteers', {
          params: { path: { event_id: event.id }, header: withKey(key) },
          body,
        }),
      ),
    changes: ALL,
    onDone: () => {
      announce(staff ? t('volunteer.doneFor', { name: staff.name }) : t('volunteer.done'))
      onClose()
    },
  })
  const name = staff
    ? t('volunteer.headingFor', { name: staff.name, title: event.title })
    : t('volunteer.heading', { title: event.title })
  return (
    <form
      noValidate
      aria-label={name}
      className={classes.form}
      style={{ padding: '0.75rem 0' }}
      onSubmit={submitted => {
        submitted.preventDefault()
        volunteer.mutate({ staff_id: staff?.id ?? null, recompense, note: note.trim() })
      }}
    >
      <p className="small quiet">{t(staff ? 'volunteer.leadFor' : 'volunteer.lead')}</p>
      <Radio.Group
        label={t('volunteer.gets', { time })}
        value={recompense}
        onChange={value => setRecompense(value as Schema<'Recompense'>)}
      >
        <div className="stack" style={{ gap: '0.625rem', marginTop: '0.375rem' }}>
          <Radio value="paid" label={t('recompense.paid')} description={t('volunteer.paidDetail')} />
          <Radio
            value="time_off"
            label={t('recompense.time_off')}
            description={t('volunteer.timeOffDetail')}
          />
        </div>
      </Radio.Group>
      <TextInput
        label={t('volunteer.note')}
        description={t('volunteer.noteHint')}
        maxLength={200}
        value={note}
        onChange={typed => setNote(typed.currentTarget.value)}
      />
      {volunteer.error && <RefusedNotice acting error={volunteer.error} />}
      <FormButtons
        label={
          staff
            ? t(isPaid ? 'volunteer.actFor' : 'volunteer.actForOff', { time })
            : t(isPaid ? 'volunteer.act' : 'volunteer.actOff', { time })
        }
        isBusy={volunteer.isPending}
        onCancel={onClose}
      />
    </form>
  )
}
