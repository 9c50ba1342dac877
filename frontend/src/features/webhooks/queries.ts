import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from '../../api/client'
import { paged } from '../../api/paged'

export type Webhook = Schema<'WebhookOut'>
export type Delivery = Schema<'WebhookDeliveryOut'>

/** A school has twenty at most: one page holds all. */
export const webhooksQuery = queryOptions({
  queryKey: ['webhooks', 'list'],
  queryFn: ({ signal }) => answer(api.GET('/api/webhooks', { params: { query: { limit: 100 } }, signal })),
})

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/webhooks/{webhook_id}', { params: { path: { webhook_id: id } }, signal })),
  })

/** What was sent, newest first. */
export const deliveriesQuery = (id: string) =>
  paged(['webhooks', 'deliveries', id], (after, signal) =>
    answer(
      api.GET('/api/webhooks/{webhook_id}/deliveries', {
        params: { path: { webhook_id: id }, query: { after, limit: 20 } },
        signal,
      }),
    ),
  )
