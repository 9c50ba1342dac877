import { Switch, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { Chosen } from './chosen'

/** When somebody is left in peace, on the school's clocks. */
export function QuietFields({ form }: { form: UseFormReturnType<Chosen> }) {
  const { t } = useTranslation('notices')
  return (
    <div className="stack">
      <Switch
        label={t('quiet.on')}
        description={t('quiet.onDetail')}
        {...form.getInputProps('isQuiet', { type: 'checkbox' })}
      />
      {form.values.isQuiet && (
        <div className="row">
          <TextInput type="time" label={t('quiet.starts')} {...form.getInputProps('starts')} />
          <TextInput type="time" label={t('quiet.ends')} {...form.getInputProps('ends')} />
        </div>
      )}
      <Switch
        label={t('quiet.weekends')}
        description={t('quiet.weekendsDetail')}
        {...form.getInputProps('weekends', { type: 'checkbox' })}
      />
      <Switch
        label={t('quiet.urgent')}
        description={t('quiet.urgentDetail')}
        {...form.getInputProps('urgent', { type: 'checkbox' })}
      />
    </div>
  )
}
