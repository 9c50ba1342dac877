import { Button } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import listed from '../../ui/Listed.module.css'
import { SaveRefused } from '../../ui/SaveRefused'
import { useRefusedFields } from '../../ui/useRefusedFields'
import type { Webhook } from './queries'
import { useKeptWebhook } from './useKeptWebhook'
import { WebhookFields } from './WebhookFields'
import { WebhookNewer } from './WebhookNewer'

/** What is said of a webhook, to change. */
export function EditWebhook({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const saveButton = useRef<HTMLButtonElement>(null)
  const { form, both, error, isSaving, submit, takeNewer } = useKeptWebhook(webhook)
  useRefusedFields(form, error)
  return (
    <form noValidate className={listed.form} onSubmit={submit}>
      <WebhookFields form={form} />
      {both.length > 0 && !error && <WebhookNewer webhook={webhook} both={both} />}
      <SaveRefused error={error} onReload={() => takeNewer(() => saveButton.current?.focus())} />
      <div>
        <Button ref={saveButton} type="submit" loading={isSaving}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
