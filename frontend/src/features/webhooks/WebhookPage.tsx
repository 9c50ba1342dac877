import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { ToToday } from '../../ui/ToToday'
import { Deliveries } from './Deliveries'
import { EditWebhook } from './EditWebhook'
import { webhookQuery } from './queries'
import { RemoveWebhook } from './RemoveWebhook'
import { RenewSecret } from './RenewSecret'
import { WebhookButtons } from './WebhookButtons'

/** One webhook: whether it works, what it was sent, and what is said of it. */
export function WebhookPage() {
  const { t } = useTranslation('webhooks')
  const { webhookId } = useParams({ from: '/signed-in/school/webhooks/$webhookId' })
  const query = useQuery(webhookQuery(webhookId))
  const name = query.data?.name ?? t('name')
  return (
    <Page
      narrow
      name={name}
      title={name}
      eyebrow={
        <Link to="/school/webhooks" className="text-link">
          {t('backToAll')}
        </Link>
      }
    >
      <Loaded query={query} next={<ToToday />}>
        {webhook => (
          // Nothing of one webhook, above all no secret, stays on the page of the next.
          <div key={webhook.id} className="stack" style={{ gap: '2rem' }}>
            <WebhookButtons webhook={webhook} />
            <Deliveries webhook={webhook} />
            <Section title={t('about')}>
              <EditWebhook webhook={webhook} />
            </Section>
            {webhook.dialect === 'kenkyu' && <RenewSecret webhook={webhook} />}
            <RemoveWebhook webhook={webhook} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}
