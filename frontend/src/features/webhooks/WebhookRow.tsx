import { IconCircleCheck, IconPlayerPause } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../../ui/ButtonLink'
import listed from '../../ui/Listed.module.css'
import type { Webhook } from './queries'
import { isTold } from './webhookForm'

/** One webhook: what it is told, and whether it is. */
export function WebhookRow({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const { name, is_active } = webhook
  const Icon = is_active ? IconCircleCheck : IconPlayerPause
  return (
    <li className={listed.row}>
      <div className={listed.text}>
        <h2 className="strong">{name}</h2>
        <p className="small quiet">
          {t(`dialects.${webhook.dialect}`)}
          {webhook.created_by_name && ` · ${t('by', { name: webhook.created_by_name })}`}
        </p>
        <p className={listed.state} data-failed={!is_active || undefined}>
          <Icon size={18} aria-hidden />
          <span>{is_active ? t('on') : t('off')}</span>
        </p>
        <p className="small">
          {webhook.kinds
            .filter(isTold)
            .map(kind => t(`kind.${kind}`))
            .join(' · ')}
        </p>
      </div>
      <ButtonLink
        variant="default"
        to="/school/webhooks/$webhookId"
        params={{ webhookId: webhook.id }}
        aria-label={t('open', { name })}
      >
        {t('change')}
      </ButtonLink>
    </li>
  )
}
