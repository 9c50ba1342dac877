import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { type WebhookValues, webhookFaults } from './webhookForm'

export function useWebhookForm(initialValues: WebhookValues) {
  const { t } = useTranslation('webhooks')
  return useForm<WebhookValues>({
    initialValues,
    validate: values =>
      Object.fromEntries(Object.entries(webhookFaults(values)).map(([name, fault]) => [name, t(fault)])),
  })
}
