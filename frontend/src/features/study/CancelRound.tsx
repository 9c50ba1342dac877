import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { touchedByStudy } from './queries'

/** Takes the round back while it may still be changed; all reserved minutes return. */
export function CancelRound({ round }: { round: Schema<'RoundOut'> }) {
  const { t } = useTranslation('round')
  const announce = useAnnounce()
  const cancel = useAct({
    send: (_: null, key) =>
      answer(
        api.POST('/api/rounds/{round_id}/cancel', {
          params: { path: { round_id: round.id }, header: withKey(key) },
          body: { reason: '' },
        }),
      ),
    changes: touchedByStudy,
    onDone: () => announce(t('cancel.done')),
  })
  if (!round.may_change || round.state !== 'scheduled') return null
  return (
    <div className="stack" style={{ justifyItems: 'start' }}>
      <ConfirmButton
        ask={t('cancel.ask')}
        yes={t('cancel.yes')}
        loading={cancel.isPending}
        onConfirm={() => cancel.mutate(null)}
      >
        {t('cancel.open')}
      </ConfirmButton>
      {cancel.error && <RefusedNotice acting error={cancel.error} />}
    </div>
  )
}
