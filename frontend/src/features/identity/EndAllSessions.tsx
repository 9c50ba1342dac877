import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { meQuery } from '../../api/me'
import { unsubscribed } from '../../lib/pushMessages'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'

export function EndAllSessions() {
  const { t } = useTranslation('identity')
  const client = useQueryClient()
  const navigate = useNavigate()
  const endAll = useMutation({
    mutationFn: () => answer(api.POST('/api/sessions/end-all')),
    onSuccess: async () => {
      void unsubscribed().catch(() => undefined)
      client.setQueryData(meQuery.queryKey, null)
      await navigate({ to: '/sign-in' })
      client.removeQueries({ predicate: query => query.queryKey[0] !== 'me' })
    },
  })
  return (
    <div className="stack" style={{ justifyItems: 'start' }}>
      <ConfirmButton
        ask={t('sessions.endAllAsk')}
        yes={t('sessions.endAllYes')}
        loading={endAll.isPending}
        onConfirm={() => endAll.mutate()}
      >
        {t('sessions.endAll')}
      </ConfirmButton>
      {endAll.error && <RefusedNotice acting error={endAll.error} onRetry={() => endAll.mutate()} />}
    </div>
  )
}
