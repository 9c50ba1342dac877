import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAnnounce } from '../../ui/Announcer'
import { useKept } from '../../ui/useKept'
import { type Webhook, webhookQuery } from './queries'
import { useEditWebhook } from './useEditWebhook'
import { useWebhookForm } from './useWebhookForm'
import { valuesOf, wishOf } from './webhookForm'

/** The form of a webhook that may be paused, or changed by a colleague, beside it: what was typed stays. */
export function useKeptWebhook(webhook: Webhook) {
  const { t } = useTranslation(['webhooks', 'common'])
  const client = useQueryClient()
  const announce = useAnnounce()
  const form = useWebhookForm(valuesOf(webhook))
  const { both, sends, saved, reload } = useKept(form, valuesOf(webhook), webhook.version, () =>
    client.fetchQuery({ ...webhookQuery(webhook.id), staleTime: 0 }),
  )
  const edit = useEditWebhook(webhook, stored => {
    saved(valuesOf(stored))
    announce(t('saved'))
  })
  return {
    form,
    both,
    isSaving: edit.isPending,
    error: reload.error ?? edit.error,
    submit: form.onSubmit(values => {
      reload.reset()
      sends(values)
      edit.mutate({ ...wishOf(values), is_active: webhook.is_active })
    }),
    takeNewer: (onTaken: () => void) =>
      reload.mutate(undefined, {
        onSuccess: () => {
          edit.reset()
          announce(t('common:newer.loaded'))
          onTaken()
        },
      }),
  }
}
