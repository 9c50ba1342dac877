import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { Notice } from '../../ui/Notice'
import { RefusedNotice } from '../../ui/RefusedNotice'

type Kind = Schema<'NudgedOut'>['kind']

/** A kind word to all who may lose minutes, or to all who are late to log; what will happen is said first. */
export function RemindAll({ kind }: { kind: Kind }) {
  const { t } = useTranslation('statements')
  const isToLog = kind === 'log_minutes'
  const remind = useAct({
    send: (_: undefined, key) =>
      answer(api.POST('/api/unplaced/nudge', { params: { header: withKey(key) }, body: { kind } })),
    changes: [['desk', 'at-risk']],
  })
  const told = remind.data
  if (told)
    return (
      <Notice announced tone="done" title={t('risk.told', { count: told.nudged })}>
        {told.skipped > 0 && t('risk.skipped', { count: told.skipped })}
      </Notice>
    )
  return (
    <div className="stack" style={{ gap: '0.625rem' }}>
      <div>
        <ConfirmButton
          ask={t(isToLog ? 'risk.lateAsk' : 'risk.allAsk')}
          yes={t('risk.allYes')}
          loading={remind.isPending}
          onConfirm={() => remind.mutate(undefined)}
        >
          {t(isToLog ? 'risk.late' : 'risk.all')}
        </ConfirmButton>
      </div>
      {remind.error && <RefusedNotice acting error={remind.error} />}
    </div>
  )
}
