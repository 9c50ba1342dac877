import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'

/** Deletes the key now, before its day. */
export function DeleteKey({ cycleId, onDone }: { cycleId: string; onDone: () => void }) {
  const { t } = useTranslation('pupils')
  const announce = useAnnounce()
  const remove = useMutation({
    mutationFn: () =>
      answer(api.DELETE('/api/cycles/{cycle_id}/pupil-key', { params: { path: { cycle_id: cycleId } } })),
    onSuccess: () => {
      announce(t('key.removed'))
      onDone()
    },
  })
  return (
    <div className="stack" style={{ justifyItems: 'start', marginTop: '1rem' }}>
      <ConfirmButton
        ask={t('key.removeAsk')}
        yes={t('key.removeYes')}
        loading={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {t('key.remove')}
      </ConfirmButton>
      {remove.error && <RefusedNotice acting error={remove.error} />}
    </div>
  )
}
