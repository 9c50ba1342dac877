import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { holds, useMe } from '../../api/me'
import { inMinutes } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { Notice } from '../../ui/Notice'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { mayClose } from './closing'
import { closingQuery } from './queries'

/** Closes the year for good, when everything before it is done; names first what cannot be undone. */
export function ClosingAct({ closing }: { closing: Schema<'ClosingOut'> }) {
  const { t } = useTranslation('desk')
  const me = useMe()
  const client = useQueryClient()
  const announce = useAnnounce()
  const { year_id: id, year_name: year } = closing
  const query = closingQuery(id)
  const close = useAct({
    send: (_: string, key) =>
      answer(
        api.POST('/api/years/{year_id}/close', { params: { path: { year_id: id }, header: withKey(key) } }),
      ),
    changes: [['time'], ['desk'], ['my-week'], ['years']],
    onDone: closed => {
      announce(t('closing.done', { year }))
      client.setQueryData(query.queryKey, closed)
    },
  })
  if (!mayClose(closing)) return <p className="quiet">{t('closing.notYet', { year })}</p>
  if (!holds(me, 'cpd_lead')) return <Notice>{t('closing.onlyCpd', { year })}</Notice>
  return (
    <div className="stack" style={{ justifyItems: 'start' }}>
      <ConfirmButton
        ask={
          <>
            <p>
              {closing.rolled_over_minutes > 0 &&
                closing.next_year_name &&
                `${t('closing.askOver', {
                  minutes: inMinutes(closing.rolled_over_minutes),
                  year: closing.next_year_name,
                })} `}
              {closing.lapsed_minutes > 0 &&
                `${t('closing.askLapses', { minutes: inMinutes(closing.lapsed_minutes) })} `}
            </p>
            <p className="strong">{t('closing.ask', { year })}</p>
          </>
        }
        yes={t('closing.yes', { year })}
        loading={close.isPending}
        variant="filled"
        onConfirm={() =>
          close.mutate(id, { onError: () => void client.invalidateQueries({ queryKey: query.queryKey }) })
        }
      >
        {t('closing.act', { year })}
      </ConfirmButton>
      {close.error && <RefusedNotice acting error={close.error} />}
    </div>
  )
}
