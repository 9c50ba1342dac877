import { Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { FormButtons } from '../../ui/FormButtons'
import { SaveRefused } from '../../ui/SaveRefused'
import { useRefusedFields } from '../../ui/useRefusedFields'
import classes from './FairDay.module.css'
import { isStall } from './programme'
import type { Room, SlotKind, Unplaced } from './queries'
import { type SlotValues, slotFaults } from './slotForm'

type SlotFormProps = {
  rooms: Room[]
  authors: Unplaced['authors']
  values: SlotValues
  /** What it can be shown as; one only when it has its place already. */
  kinds: readonly SlotKind[]
  label: string
  error: Error | null
  isBusy: boolean
  onSubmit: (values: SlotValues) => void
  onCancel: () => void
  onReload?: () => void
}

/** Where and when a finding is shown, and who stands there. */
export function SlotForm({ rooms, authors, values, kinds, label, error, ...acts }: SlotFormProps) {
  const { t } = useTranslation('fairDay')
  const form = useForm<SlotValues>({
    initialValues: values,
    validate: now =>
      Object.fromEntries(Object.entries(slotFaults(now)).map(([name, fault]) => [name, t(`slot.${fault}`)])),
  })
  useRefusedFields(form, error)
  const stall = isStall(form.values)
  return (
    <form noValidate className={classes.form} onSubmit={form.onSubmit(acts.onSubmit)}>
      <div className={classes.two}>
        {kinds.length > 1 && (
          <NativeSelect
            label={t('slot.kind')}
            data={kinds.map(value => ({ value, label: t(`kindChoice.${value}`) }))}
            {...form.getInputProps('kind')}
          />
        )}
        <NativeSelect
          autoFocus
          label={t('slot.room')}
          data={[
            { value: '', label: t('slot.chooseRoom') },
            ...rooms.map(room => ({ value: room.id, label: room.name })),
          ]}
          {...form.getInputProps('room_id')}
        />
      </div>
      <div className={classes.three}>
        <TextInput
          label={t('slot.starts')}
          description={t(stall ? 'slot.stallHint' : 'slot.startsHint')}
          type="time"
          {...form.getInputProps('starts')}
        />
        {stall && (
          <TextInput
            label={t('slot.ends')}
            description={t('slot.endsStall')}
            type="time"
            {...form.getInputProps('ends')}
          />
        )}
        {stall && (
          <NumberInput
            label={t('slot.number')}
            description={t('slot.numberHint')}
            allowDecimal={false}
            min={1}
            max={999}
            hideControls
            {...form.getInputProps('number')}
          />
        )}
      </div>
      <Checkbox.Group label={t('slot.who')} {...form.getInputProps('presenter_ids')}>
        <div className={classes.two}>
          {authors.map(one => (
            <div key={one.staff_id} className={classes.choice}>
              <Checkbox value={one.staff_id} label={one.name} />
            </div>
          ))}
        </div>
      </Checkbox.Group>
      <SaveRefused error={error} onReload={acts.onReload} />
      <FormButtons label={label} isBusy={acts.isBusy} onCancel={acts.onCancel} />
    </form>
  )
}
