import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { ButtonLink } from '../../ui/ButtonLink'
import listed from '../../ui/Listed.module.css'
import { Page } from '../../ui/Page'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { useRefusedFields } from '../../ui/useRefusedFields'
import { Secret } from './Secret'
import { useWebhookForm } from './useWebhookForm'
import { WebhookFields } from './WebhookFields'
import { newWebhook, type WebhookValues, wishOf } from './webhookForm'

/** Adds a webhook; a program's secret is shown once, after it. A channel has none: its page is next. */
export function NewWebhook() {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const announce = useAnnounce()
  const form = useWebhookForm(newWebhook)
  const add = useAct({
    send: (values: WebhookValues, key) =>
      answer(api.POST('/api/webhooks', { params: { header: withKey(key) }, body: wishOf(values) })),
    changes: [['webhooks']],
    onDone: async ({ webhook }) => {
      announce(t('added', { name: webhook.name }))
      if (webhook.dialect !== 'kenkyu')
        await navigate({ to: '/school/webhooks/$webhookId', params: { webhookId: webhook.id } })
    },
  })
  useRefusedFields(form, add.error)
  const made = add.data?.webhook.dialect === 'kenkyu' ? add.data : null
  return (
    <Page
      narrow
      name={t('add')}
      title={made ? t('added', { name: made.webhook.name }) : t('newTitle')}
      eyebrow={
        <Link to="/school/webhooks" className="text-link">
          {t('backToAll')}
        </Link>
      }
    >
      {made ? (
        <Section title={t('secretTitle')}>
          <div className="stack">
            <Secret secret={made.secret} />
            <div>
              <ButtonLink to="/school/webhooks/$webhookId" params={{ webhookId: made.webhook.id }}>
                {t('toIt')}
              </ButtonLink>
            </div>
          </div>
        </Section>
      ) : (
        <form noValidate className={listed.form} onSubmit={form.onSubmit(values => add.mutate(values))}>
          <WebhookFields form={form} />
          {add.error && <RefusedNotice acting error={add.error} />}
          <div>
            <Button type="submit" loading={add.isPending}>
              {t('addIt')}
            </Button>
          </div>
        </form>
      )}
    </Page>
  )
}
