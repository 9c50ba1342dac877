import { useTranslation } from 'react-i18next'
import { NewerNotice } from '../../ui/NewerNotice'
import type { Webhook } from './queries'
import { valuesOf, type WebhookValues } from './webhookForm'

/** After a colleague was quicker: what is stored now, where it differs from what was typed. */
export function WebhookNewer({ webhook, both }: { webhook: Webhook; both: (keyof WebhookValues)[] }) {
  const { t } = useTranslation('webhooks')
  const { name, address, dialect, kinds } = valuesOf(webhook)
  const shown: Record<keyof WebhookValues, [string, string]> = {
    name: [t('called'), name],
    address: [t('address'), address],
    dialect: [t('dialect'), t(`dialects.${dialect}`)],
    kinds: [t('kinds'), kinds.map(kind => t(`kind.${kind}`)).join(' · ')],
  }
  return <NewerNotice stored={both.map(field => shown[field])} />
}
