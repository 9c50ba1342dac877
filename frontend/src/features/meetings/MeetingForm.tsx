import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { FormButtons } from '../../ui/FormButtons'
import { SaveRefused } from '../../ui/SaveRefused'
import { Section } from '../../ui/Section'
import { useRefusedFields } from '../../ui/useRefusedFields'
import classes from './Meetings.module.css'
import { KINDS, type MeetingValues, meetingFaults } from './meetingForm'
import { TimeFields } from './TimeFields'
import { WhoFields } from './WhoFields'

type MeetingFormProps = {
  members: readonly Pick<Schema<'MemberOut'>, 'staff_id' | 'name'>[]
  values: MeetingValues
  /** Once it was held, its time and its people stay. */
  wordsOnly?: boolean
  /** It has taken the place of what was read: its first field has the focus. */
  isOpened?: boolean
  /** What sending does, in words. */
  label: string
  error: Error | null
  isBusy: boolean
  onSubmit: (values: MeetingValues) => void
  onCancel: () => void
  onReload?: () => void
}

/** A meeting to plan or to change. */
export function MeetingForm({
  members,
  values,
  wordsOnly = false,
  isOpened = false,
  label,
  error,
  ...acts
}: MeetingFormProps) {
  const { t } = useTranslation('meetings')
  const form = useForm<MeetingValues>({
    initialValues: values,
    validate: now =>
      Object.fromEntries(
        Object.entries(meetingFaults(now)).map(([name, fault]) => [name, t(`form.${fault}`)]),
      ),
  })
  useRefusedFields(form, error)
  return (
    <form noValidate className={classes.form} onSubmit={form.onSubmit(acts.onSubmit)}>
      <Section title={t('form.what')}>
        <div className={classes.fields}>
          <TextInput
            autoFocus={isOpened}
            label={t('form.title')}
            description={t('form.titleHint')}
            maxLength={200}
            {...form.getInputProps('title')}
          />
          <NativeSelect
            label={t('form.kind')}
            data={KINDS.map(kind => ({ value: kind, label: t(`kind.${kind}`) }))}
            {...form.getInputProps('kind')}
          />
          <Textarea
            label={t('form.agenda')}
            description={t('form.agendaHint')}
            autosize
            minRows={3}
            maxLength={4000}
            {...form.getInputProps('agenda')}
          />
          {wordsOnly && (
            <TextInput label={t('form.place')} maxLength={200} {...form.getInputProps('place')} />
          )}
        </div>
      </Section>
      {!wordsOnly && <TimeFields form={form} />}
      {!wordsOnly && <WhoFields form={form} members={members} />}
      <SaveRefused error={error} onReload={acts.onReload} />
      <FormButtons label={label} isBusy={acts.isBusy} onCancel={acts.onCancel} />
    </form>
  )
}
