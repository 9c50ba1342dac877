import { Radio, TextInput } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnnounce } from '../../ui/Announcer'
import { FormButtons } from '../../ui/FormButtons'
import { SaveRefused } from '../../ui/SaveRefused'
import classes from './Away.module.css'
import { ClassChoice } from './ClassChoice'
import { ClassNewer } from './ClassNewer'
import type { ClassException } from './queries'
import { TouchedList } from './TouchedList'
import { useClassForm } from './useClassForm'

type ClassFormProps = { before: ClassException | null; onClose: () => void }

/** Says which classes are not taught, when, and what their teachers do; what it touches is told first. */
export function ClassForm({ before, onClose }: ClassFormProps) {
  const { t } = useTranslation('away')
  const announce = useAnnounce()
  const goButton = useRef<HTMLButtonElement>(null)
  const { form, read, both, steps, error, submit, reload } = useClassForm(before, () => {
    announce(t('classes.saved'))
    onClose()
  })
  const asked = steps.isAsked(form.values)
  return (
    <form noValidate className={classes.fields} onSubmit={submit}>
      <h3>{read ? t('classes.changing', { name: read.name }) : t('classes.add')}</h3>
      <TextInput
        autoFocus
        label={t('classes.named')}
        description={t('classes.nameHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={200}
        {...form.getInputProps('name')}
      />
      <div className={classes.two}>
        <TextInput type="date" label={t('classes.first')} {...form.getInputProps('starts_on')} />
        <TextInput type="date" label={t('classes.last')} {...form.getInputProps('ends_on')} />
      </div>
      <ClassChoice
        chosen={form.values.class_names}
        onChange={names => form.setFieldValue('class_names', names)}
        error={form.errors.class_names}
      />
      <Radio.Group label={t('classes.effect')} {...form.getInputProps('effect')}>
        <div className={classes.radios}>
          <Radio value="free" label={t('classes.free')} description={t('classes.freeHint')} />
          <Radio value="busy" label={t('classes.busy')} description={t('classes.busyHint')} />
        </div>
      </Radio.Group>
      {asked && steps.touched && <TouchedList touched={steps.touched} />}
      {read && both && !error && <ClassNewer stored={read} both={both} />}
      <SaveRefused
        error={error}
        onReload={() => read && reload.mutate(read.id, { onSuccess: () => goButton.current?.focus() })}
      />
      <FormButtons
        ref={goButton}
        label={t(asked ? 'classes.save' : 'ask')}
        isBusy={steps.isBusy}
        onCancel={onClose}
      />
    </form>
  )
}
