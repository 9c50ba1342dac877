import { NumberInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { FormButtons } from '../../ui/FormButtons'
import { SaveRefused } from '../../ui/SaveRefused'
import { useRefusedFields } from '../../ui/useRefusedFields'
import classes from './FairDay.module.css'

export type RoomValues = { name: string; stalls: number }
const STALLS_MAX = 100

type RoomFormProps = {
  values: RoomValues
  label: string
  error: Error | null
  isBusy: boolean
  onSubmit: (values: RoomValues) => void
  onCancel: () => void
  onReload?: () => void
}

/** A room: its name on the door, and how many stalls stand in it. */
export function RoomForm({ values, label, error, ...acts }: RoomFormProps) {
  const { t } = useTranslation('fairDay')
  const form = useForm<{ name: string; stalls: number | string }>({
    initialValues: values,
    validate: {
      name: name => (name.trim() ? null : t('rooms.nameBad')),
      stalls: stalls =>
        Number.isInteger(stalls) && Number(stalls) >= 0 && Number(stalls) <= STALLS_MAX
          ? null
          : t('rooms.stallsBad'),
    },
  })
  useRefusedFields(form, error)
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={form.onSubmit(now => acts.onSubmit({ name: now.name.trim(), stalls: Number(now.stalls) }))}
    >
      <div className={classes.two}>
        <TextInput
          autoFocus
          label={t('rooms.name')}
          description={t('rooms.nameHint')}
          maxLength={100}
          {...form.getInputProps('name')}
        />
        <NumberInput
          label={t('rooms.stalls')}
          description={t('rooms.stallsHint')}
          allowDecimal={false}
          min={0}
          max={STALLS_MAX}
          clampBehavior="none"
          {...form.getInputProps('stalls')}
        />
      </div>
      <SaveRefused error={error} onReload={acts.onReload} />
      <FormButtons label={label} isBusy={acts.isBusy} onCancel={acts.onCancel} />
    </form>
  )
}
