import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { DIALECTS, KINDS, type WebhookValues } from './webhookForm'

const ORDER = ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[]

/** What is said of a webhook. */
export function WebhookFields({ form }: { form: UseFormReturnType<WebhookValues> }) {
  const { t } = useTranslation('webhooks')
  return (
    <>
      <NativeSelect
        label={t('dialect')}
        description={t(`dialectHint.${form.values.dialect}`)}
        inputWrapperOrder={ORDER}
        data={DIALECTS.map(value => ({ value, label: t(`dialects.${value}`) }))}
        {...form.getInputProps('dialect')}
      />
      <TextInput label={t('called')} autoComplete="off" maxLength={200} {...form.getInputProps('name')} />
      <TextInput
        label={t('address')}
        description={t('addressHint')}
        inputWrapperOrder={ORDER}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        maxLength={2000}
        {...form.getInputProps('address')}
      />
      <Checkbox.Group label={t('kinds')} {...form.getInputProps('kinds')}>
        <div className="stack" style={{ gap: '1rem', paddingTop: '0.75rem' }}>
          {KINDS.map(kind => (
            <Checkbox key={kind} value={kind} label={t(`kind.${kind}`)} />
          ))}
        </div>
      </Checkbox.Group>
    </>
  )
}
