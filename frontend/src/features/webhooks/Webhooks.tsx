import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import listed from '../../ui/Listed.module.css'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import { webhooksQuery } from './queries'
import { WebhookRow } from './WebhookRow'

/** Who else is told what happens here. */
export function Webhooks() {
  const { t } = useTranslation('webhooks')
  const query = useQuery(webhooksQuery)
  const count = query.data?.items.length
  return (
    <Page
      narrow
      name={t('name')}
      title={count === undefined ? t('name') : count === 0 ? t('title.none') : t('title.some', { count })}
      actions={
        <ButtonLink variant="light" to="/school/webhooks/new">
          {t('add')}
        </ButtonLink>
      }
    >
      <Loaded query={query} next={<ToToday />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('title.none')}>{t('emptyDetail')}</EmptyState>
          ) : (
            <div className="stack">
              <p className="prose">{t('lead')}</p>
              <ul className={`panel ${listed.rows}`}>
                {items.map(webhook => (
                  <WebhookRow key={webhook.id} webhook={webhook} />
                ))}
              </ul>
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}
