import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'

/** Ends the discussion: the record is complete, and stays as it is. */
export function CloseDiscussion({ roundId, id }: { roundId: string; id: string }) {
  const { t } = useTranslation('evidence')
  const announce = useAnnounce()
  const close = useAct({
    send: (_: null, key) =>
      answer(
        api.POST('/api/discussions/{discussion_id}/close', {
          params: { path: { discussion_id: id }, header: withKey(key) },
        }),
      ),
    changes: [['evidence', roundId], ['round'], ['rounds'], ['cycle'], ['observing']],
    onDone: () => announce(t('discussion.closed')),
  })
  return (
    <div>
      <ConfirmButton
        loading={close.isPending}
        ask={t('discussion.closeAsk')}
        yes={t('discussion.closeYes')}
        onConfirm={() => close.mutate(null)}
      >
        {t('discussion.close')}
      </ConfirmButton>
      {close.error && <RefusedNotice acting error={close.error} />}
    </div>
  )
}
