import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SaveRefused } from '../../ui/SaveRefused'
import { Section } from '../../ui/Section'
import { useRefusedFields } from '../../ui/useRefusedFields'
import classes from './Calendars.module.css'
import { MadeAddress } from './MadeAddress'
import { useAddresses } from './useAddresses'
import { type Subject, useSubjects } from './useSubjects'

const NAME_MAX = 200
/** A place in the list would come to mean another subject while groups and fairs still arrive. */
const choiceOf = ({ kind, id }: Pick<Subject, 'kind' | 'id'>) => `${kind}:${id}`

/** A new address: of what, where it will be used, whether it rings. Made, it takes the form's place until it is hidden. */
export function MakeAddress() {
  const { t } = useTranslation('calendars')
  const subjects = useSubjects()
  const { make } = useAddresses()
  // The address that was hidden had the focus: the form that comes back takes it.
  const [wasMade, setWasMade] = useState(false)
  const named = (value: string) => subjects.find(subject => choiceOf(subject) === value)
  const form = useForm({
    initialValues: { of: subjects[0] ? choiceOf(subjects[0]) : '', name: '', has_alarms: false },
    validate: {
      of: value => (named(value) ? null : t('whatGone')),
      name: name => (name.trim() ? null : t('useMissing')),
    },
  })
  useRefusedFields(form, make.error)
  if (make.data)
    return (
      <MadeAddress
        made={make.data}
        onHide={() => {
          setWasMade(true)
          make.reset()
          form.reset()
        }}
      />
    )
  const send = form.onSubmit(({ of, name, has_alarms }) => {
    const chosen = named(of)
    if (chosen) make.mutate({ kind: chosen.kind, subject_id: chosen.id, name: name.trim(), has_alarms })
  })
  return (
    <Section title={t('make')}>
      <form noValidate className={classes.fields} onSubmit={send}>
        <NativeSelect
          autoFocus={wasMade}
          label={t('what')}
          data={subjects.map(subject => ({ value: choiceOf(subject), label: subject.words }))}
          {...form.getInputProps('of')}
        />
        <TextInput
          label={t('use')}
          description={t('useHint')}
          placeholder={t('usePlaceholder')}
          maxLength={NAME_MAX}
          {...form.getInputProps('name')}
        />
        <Checkbox label={t('alarms')} {...form.getInputProps('has_alarms', { type: 'checkbox' })} />
        <SaveRefused error={make.error} />
        <div>
          <Button type="submit" loading={make.isPending}>
            {t('makeButton')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
