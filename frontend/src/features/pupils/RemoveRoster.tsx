import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { touchedByRoster } from './queries'

/** Forgets all digests. */
export function RemoveRoster() {
  const { t } = useTranslation('pupils')
  const client = useQueryClient()
  const announce = useAnnounce()
  const remove = useMutation({
    mutationFn: () => answer(api.DELETE('/api/pupils/roster')),
    onSuccess: () => {
      for (const queryKey of touchedByRoster) void client.invalidateQueries({ queryKey })
      announce(t('roster.removed'))
    },
  })
  return (
    <div className="stack" style={{ justifyItems: 'start' }}>
      <ConfirmButton
        ask={t('roster.removeAsk')}
        yes={t('roster.removeYes')}
        loading={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {t('roster.remove')}
      </ConfirmButton>
      {remove.error && <RefusedNotice acting error={remove.error} />}
    </div>
  )
}
