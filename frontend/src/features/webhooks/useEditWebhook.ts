import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api, ifMatch, type Schema } from '../../api/client'
import { type Webhook, webhookQuery } from './queries'

/** Stores changes to the version of the webhook that was read. */
export function useEditWebhook(webhook: Webhook, onDone: (saved: Webhook) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Schema<'WebhookEdit'>) =>
      answer(
        api.PUT('/api/webhooks/{webhook_id}', {
          params: { path: { webhook_id: webhook.id }, header: ifMatch(webhook.version) },
          body,
        }),
      ),
    onSuccess: saved => {
      onDone(saved)
      client.setQueryData(webhookQuery(webhook.id).queryKey, saved)
      return client.invalidateQueries({ queryKey: ['webhooks', 'list'] })
    },
  })
}
