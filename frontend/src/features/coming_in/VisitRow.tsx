import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { momentInWords } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import listed from '../../ui/Listed.module.css'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { VISITS, type Visit } from './queries'

/** One visit: who, why, by whom, until when; while it is on, its end. */
export function VisitRow({ visit }: { visit: Visit }) {
  const { t } = useTranslation('comingIn')
  const client = useQueryClient()
  const announce = useAnnounce()
  const { name } = visit
  const end = useMutation({
    mutationFn: () =>
      answer(api.POST('/api/support-visits/{visit_id}/end', { params: { path: { visit_id: visit.id } } })),
    onSuccess: () => {
      announce(t('support.ended', { name }))
      return client.invalidateQueries({ queryKey: VISITS })
    },
  })
  const until = visit.is_on
    ? t('support.isOn', { moment: momentInWords(visit.ends_at) })
    : t('support.over', { moment: momentInWords(visit.ended_at ?? visit.ends_at) })
  return (
    <li className={listed.row}>
      <div className={listed.text}>
        <h2 className="strong">{name}</h2>
        <p className="small quiet">{visit.email}</p>
        <p>{visit.reason}</p>
        <p className="small numbers">{until}</p>
        <p className="small quiet numbers">
          {t('support.by', { name: visit.let_in_by, moment: momentInWords(visit.invited_at) })}
        </p>
        {visit.is_on && !visit.has_come && <p className="small">{t('support.notYet')}</p>}
        {end.error && <RefusedNotice acting error={end.error} onRetry={() => end.mutate()} />}
      </div>
      {visit.is_on && (
        <ConfirmButton
          aria-label={t('support.endNamed', { name })}
          ask={t('support.endAsk', { name })}
          yes={t('support.endYes')}
          loading={end.isPending}
          onConfirm={() => end.mutate()}
        >
          {t('support.end')}
        </ConfirmButton>
      )}
    </li>
  )
}
