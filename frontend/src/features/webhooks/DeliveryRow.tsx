import { Button } from '@mantine/core'
import { IconAlertCircle, IconCircleCheck, IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { momentInWords } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import listed from '../../ui/Listed.module.css'
import { RefusedNotice } from '../../ui/RefusedNotice'
import type { Delivery, Webhook } from './queries'

const icons = {
  waiting: IconClock,
  retrying: IconClock,
  delivered: IconCircleCheck,
  given_up: IconAlertCircle,
}

/** One message: what it said, whether it was taken, and sending it again. */
export function DeliveryRow({ webhook, delivery }: { webhook: Webhook; delivery: Delivery }) {
  const { t } = useTranslation('webhooks')
  const announce = useAnnounce()
  const { state, text } = delivery
  const again = useAct({
    send: (_: undefined, key) =>
      answer(
        api.POST('/api/webhooks/{webhook_id}/deliveries/{delivery_id}/again', {
          params: {
            path: { webhook_id: webhook.id, delivery_id: delivery.id },
            header: withKey(key),
          },
        }),
      ),
    changes: [['webhooks', 'deliveries', webhook.id]],
    onDone: () => announce(t('againDone')),
  })
  const Icon = icons[state]
  const isOver = state === 'delivered' || state === 'given_up'
  return (
    <li className={listed.row}>
      <div className={listed.text}>
        <p className="strong">{text}</p>
        <p className={listed.state} data-failed={state === 'delivered' ? undefined : true}>
          <Icon size={18} aria-hidden />
          <span>
            {t(`state.${state}`)}
            {delivery.attempts > 0 && `, ${t('attempts', { count: delivery.attempts })}`}
            {delivery.trouble && `. ${delivery.trouble}`}
          </span>
        </p>
        <p className="small quiet numbers">{momentInWords(delivery.made_at)}</p>
        {again.error && <RefusedNotice acting error={again.error} />}
      </div>
      {isOver && webhook.is_active && (
        <Button
          variant="default"
          loading={again.isPending}
          aria-label={t('againNamed', { text })}
          onClick={() => again.mutate(undefined)}
        >
          {t('again')}
        </Button>
      )}
    </li>
  )
}
