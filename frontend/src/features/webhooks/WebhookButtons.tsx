import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import type { Webhook } from './queries'
import { useEditWebhook } from './useEditWebhook'
import { valuesOf, wishOf } from './webhookForm'

/** Sends a test; pauses, or lets it go on. */
export function WebhookButtons({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const announce = useAnnounce()
  const edit = useEditWebhook(webhook, saved =>
    announce(t(saved.is_active ? 'goesOn' : 'isPaused', { name: saved.name })),
  )
  const test = useAct({
    send: (_: undefined, key) =>
      answer(
        api.POST('/api/webhooks/{webhook_id}/test', {
          params: { path: { webhook_id: webhook.id }, header: withKey(key) },
        }),
      ),
    changes: [['webhooks', 'deliveries', webhook.id]],
    onDone: () => announce(t('tested')),
  })
  const error = test.error ?? edit.error
  return (
    <div className="stack">
      <p>{webhook.is_active ? t('on') : t('off')}</p>
      <div className="row">
        {webhook.is_active && (
          <Button loading={test.isPending} onClick={() => test.mutate(undefined)}>
            {t('test')}
          </Button>
        )}
        <Button
          variant="default"
          loading={edit.isPending}
          onClick={() =>
            edit.mutate({
              ...wishOf(valuesOf(webhook)),
              is_active: !webhook.is_active,
            })
          }
        >
          {t(webhook.is_active ? 'pause' : 'goOn')}
        </Button>
      </div>
      {error && <RefusedNotice acting error={error} />}
    </div>
  )
}
