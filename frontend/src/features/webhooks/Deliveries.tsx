import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { EmptyState } from '../../ui/EmptyState'
import listed from '../../ui/Listed.module.css'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import { DeliveryRow } from './DeliveryRow'
import { deliveriesQuery, type Webhook } from './queries'

const WAITED_MS = 2_000

/** What was sent to a webhook and what came of it. */
export function Deliveries({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const query = useInfiniteQuery({
    ...deliveriesQuery(webhook.id),
    refetchInterval: ({ state: { data } }) =>
      data && itemsOf(data).some(one => one.state === 'waiting') ? WAITED_MS : false,
  })
  return (
    <Section title={t('log')}>
      <Loaded query={query}>
        {data => {
          const rows = itemsOf(data)
          if (rows.length === 0) return <EmptyState title={t('logNone')}>{t('logNoneDetail')}</EmptyState>
          return (
            <ul className={`${listed.rows} ${listed.inPanel}`}>
              {rows.map(delivery => (
                <DeliveryRow key={delivery.id} webhook={webhook} delivery={delivery} />
              ))}
            </ul>
          )
        }}
      </Loaded>
      <LoadMore query={query} />
    </Section>
  )
}
