import { NativeSelect, NumberInput, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { type PersonValues, REGIMES } from './personForm'
import classes from './School.module.css'

/** What the school keeps about a person; the same for a new one and for one who is here. */
export function PersonFields({
  form,
  readOnly = false,
}: {
  form: UseFormReturnType<PersonValues>
  readOnly?: boolean
}) {
  const { t } = useTranslation('school')
  return (
    <>
      <div className={classes.pair}>
        <TextInput
          label={t('person.fullName')}
          autoComplete="off"
          readOnly={readOnly}
          {...form.getInputProps('name')}
        />
        <TextInput
          label={t('person.code')}
          description={t('person.codeHint')}
          autoComplete="off"
          readOnly={readOnly}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('code')}
        />
      </div>
      <div className={classes.pair}>
        <TextInput
          label={t('person.email')}
          description={t('person.emailHint')}
          type="email"
          autoComplete="off"
          readOnly={readOnly}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('email')}
        />
        <TextInput
          label={t('person.department')}
          autoComplete="off"
          readOnly={readOnly}
          {...form.getInputProps('department')}
        />
      </div>
      <div className={classes.pair}>
        <NumberInput
          label={t('person.share')}
          description={t('person.shareHint')}
          min={1}
          max={100}
          allowDecimal={false}
          hideControls
          readOnly={readOnly}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('fte_percent')}
        />
        <NativeSelect
          label={t('person.regime')}
          disabled={readOnly}
          data={REGIMES.map(value => ({ value, label: t(`person.regimes.${value}`) }))}
          {...form.getInputProps('regime')}
        />
      </div>
      <div className={classes.pair}>
        <TextInput
          label={t('person.joinedOn')}
          description={t('person.joinedHint')}
          type="date"
          readOnly={readOnly}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('joined_on')}
        />
        <TextInput
          label={t('person.leftOn')}
          description={t('person.leftHint')}
          type="date"
          min={form.values.joined_on || undefined}
          readOnly={readOnly}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('left_on')}
        />
      </div>
    </>
  )
}
