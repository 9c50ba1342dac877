import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { RemoveButton } from '../../ui/RemoveButton'
import { type Webhook, webhookQuery, webhooksQuery } from './queries'

/** Forgets a webhook. */
export function RemoveWebhook({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  return (
    <RemoveButton
      words={{
        label: t('remove'),
        ask: t('removeAsk'),
        yes: t('removeYes'),
        done: t('removed', { name: webhook.name }),
      }}
      send={() =>
        answer(api.DELETE('/api/webhooks/{webhook_id}', { params: { path: { webhook_id: webhook.id } } }))
      }
      list={{ to: '/school/webhooks', key: webhooksQuery.queryKey }}
      one={webhookQuery(webhook.id).queryKey}
    />
  )
}
