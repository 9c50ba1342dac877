import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'
import classes from './Away.module.css'
import { TouchedList } from './TouchedList'
import { useTwoSteps } from './useTwoSteps'

/** Takes one day off timetable, having said what that would touch. */
export function TakeDayOff({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('away')
  const announce = useAnnounce()
  const form = useForm({
    initialValues: { held_on: '', note: '' },
    validate: { held_on: value => (value ? null : t('add.dayBad')) },
  })
  const steps = useTwoSteps({
    ask: ({ held_on }: Schema<'DayOffIn'>) =>
      answer(api.POST('/api/days-off/touched', { body: { held_on, kind: 'off_timetable' } })),
    send: (body, key) => answer(api.POST('/api/days-off', { params: { header: withKey(key) }, body })),
    onDone: ({ stale_rounds }) => {
      announce(stale_rounds ? t('daysOff.saved', { count: stale_rounds }) : t('daysOff.savedNone'))
      onClose()
    },
  })
  const asked = steps.isAsked(form.values)
  return (
    <form noValidate className={classes.fields} onSubmit={form.onSubmit(steps.go)}>
      <div className={classes.two}>
        <TextInput autoFocus type="date" label={t('daysOff.day')} {...form.getInputProps('held_on')} />
        <TextInput
          label={t('daysOff.note')}
          description={t('daysOff.noteHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={200}
          {...form.getInputProps('note')}
        />
      </div>
      {asked && steps.touched && <TouchedList touched={steps.touched} />}
      {steps.error && <RefusedNotice acting error={steps.error} />}
      <FormButtons label={t(asked ? 'daysOff.save' : 'ask')} isBusy={steps.isBusy} onCancel={onClose} />
    </form>
  )
}
