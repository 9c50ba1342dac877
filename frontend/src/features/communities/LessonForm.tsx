import { NativeSelect, NumberInput, Radio, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/me'
import { FormButtons } from '../../ui/FormButtons'
import { SaveRefused } from '../../ui/SaveRefused'
import { useRefusedFields } from '../../ui/useRefusedFields'
import classes from './Communities.module.css'
import { type LessonValues, lessonFaults } from './lessonForm'

type LessonFormProps = {
  values: LessonValues
  /** What it is and to whom it is open was said once. */
  isOpen?: boolean
  label: string
  error: Error | null
  isBusy: boolean
  onSubmit: (values: LessonValues) => void
  onCancel: () => void
  onReload?: () => void
}

/** A research lesson or study day that others may visit. */
export function LessonForm({ values, isOpen = false, label, error, ...acts }: LessonFormProps) {
  const { t } = useTranslation('communities')
  const me = useMe()
  const form = useForm<LessonValues>({
    initialValues: values,
    validate: now =>
      Object.fromEntries(Object.entries(lessonFaults(now)).map(([name, fault]) => [name, t(fault)])),
  })
  useRefusedFields(form, error)
  return (
    <form noValidate className={classes.form} onSubmit={form.onSubmit(acts.onSubmit)}>
      <p className="small quiet">{t('lesson.noNames')}</p>
      {!isOpen && (
        <NativeSelect
          label={t('lesson.kind')}
          data={(['research_lesson', 'study_day'] as const).map(value => ({
            value,
            label: t(`lessons.kind.${value}`),
          }))}
          {...form.getInputProps('kind')}
        />
      )}
      <TextInput
        autoFocus
        label={t('lesson.title')}
        description={t('lesson.titleHint')}
        maxLength={200}
        {...form.getInputProps('title')}
      />
      <TextInput label={t('form.focus')} maxLength={200} {...form.getInputProps('focus')} />
      <div className={classes.three}>
        <TextInput label={t('form.day')} type="date" {...form.getInputProps('held_on')} />
        <TextInput label={t('form.starts')} type="time" {...form.getInputProps('starts')} />
        <TextInput label={t('form.ends')} type="time" {...form.getInputProps('ends')} />
      </div>
      <TextInput
        label={t('lesson.where')}
        description={t('lesson.whereHint')}
        maxLength={200}
        {...form.getInputProps('where_held')}
      />
      <NumberInput
        label={t('lesson.places')}
        description={t('lesson.placesHint')}
        allowDecimal={false}
        min={1}
        max={200}
        clampBehavior="none"
        {...form.getInputProps('places')}
      />
      <Textarea
        label={t('form.about')}
        autosize
        minRows={3}
        maxLength={4000}
        {...form.getInputProps('about')}
      />
      {!isOpen && me.trust_name && (
        <Radio.Group
          label={t('form.openTo')}
          description={t('form.openToHint')}
          {...form.getInputProps('open_to')}
        >
          <div className={classes.facts}>
            <Radio value="trust" label={t('openTo.trust')} />
            <Radio value="everyone" label={t('openTo.everyone')} />
          </div>
        </Radio.Group>
      )}
      <SaveRefused error={error} onReload={acts.onReload} />
      <FormButtons label={label} isBusy={acts.isBusy} onCancel={acts.onCancel} />
    </form>
  )
}
