import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import type { Webhook } from './queries'
import { Secret } from './Secret'

/** Makes another secret, for when the first is lost or known to others. */
export function RenewSecret({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const announce = useAnnounce()
  const renew = useAct({
    send: (_: undefined, key) =>
      answer(
        api.POST('/api/webhooks/{webhook_id}/secret', {
          params: { path: { webhook_id: webhook.id }, header: withKey(key) },
        }),
      ),
    changes: [['webhooks', 'one', webhook.id]],
    onDone: () => announce(t('renewed')),
  })
  return (
    <Section title={t('secretTitle')}>
      <div className="stack" style={{ justifyItems: 'start' }}>
        {renew.data ? (
          <Secret key={renew.data.secret} secret={renew.data.secret} />
        ) : (
          <p className="prose">{t('secretNone')}</p>
        )}
        <ConfirmButton
          // Asked anew before each: one press too many would end the secret that was just made.
          key={`after ${renew.data?.secret}`}
          ask={t('renewAsk')}
          yes={t('renewYes')}
          loading={renew.isPending}
          onConfirm={() => renew.mutate(undefined)}
        >
          {t('renew')}
        </ConfirmButton>
        {renew.error && <RefusedNotice acting error={renew.error} />}
      </div>
    </Section>
  )
}
