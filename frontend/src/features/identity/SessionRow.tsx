import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api, type Schema } from '../../api/client'
import { momentInWords } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import classes from './SessionRow.module.css'

export function SessionRow({ session }: { session: Schema<'SessionOut'> }) {
  const { t } = useTranslation('identity')
  const client = useQueryClient()
  const announce = useAnnounce()
  const device = session.device || t('sessions.unknown')
  const end = useMutation({
    mutationFn: () =>
      answer(api.POST('/api/sessions/{session_id}/end', { params: { path: { session_id: session.id } } })),
    onSuccess: () => {
      announce(t('sessions.ended'))
      return client.invalidateQueries({ queryKey: ['sessions'] })
    },
  })
  return (
    <li className={classes.row}>
      <div className={classes.text}>
        <p className="strong">
          {device} {session.is_current && <span className={classes.here}>{t('sessions.here')}</span>}
        </p>
        <p className="small quiet numbers">
          {session.means === 'sign_on' && `${t('sessions.bySignOn')} `}
          {t('sessions.since')} {momentInWords(session.created_at)}. {t('sessions.seen')}{' '}
          {momentInWords(session.last_seen_at)}.
        </p>
        {end.error && <RefusedNotice acting error={end.error} onRetry={() => end.mutate()} />}
      </div>
      {!session.is_current && (
        <Button
          variant="default"
          loading={end.isPending}
          aria-label={t('sessions.endNamed', { device })}
          onClick={() => end.mutate()}
        >
          {t('sessions.end')}
        </Button>
      )}
    </li>
  )
}
