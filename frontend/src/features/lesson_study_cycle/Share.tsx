import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { ButtonLink } from '../../ui/ButtonLink'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Complete } from './Complete'
import { Part } from './Part'
import type { CycleOut } from './shapes'
import { useCycleAct } from './useCycleAct'

/** A draft finding out of what was written in the cycle; or the finding that there is. */
export function Share({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  const navigate = useNavigate()
  const share = useCycleAct({
    send: (_: null, key) =>
      answer(
        api.POST('/api/cycles/{cycle_id}/share', {
          params: { path: { cycle_id: cycle.id }, header: withKey(key) },
        }),
      ),
    said: t('share.made'),
    onDone: stored => {
      if (stored.finding_id)
        void navigate({ to: '/findings/$findingId/edit', params: { findingId: stored.finding_id } })
    },
  })
  return (
    <Part id="share" title={t('share.heading')}>
      <div className="stack">
        <p className="prose">{t(cycle.finding_id ? 'share.has' : 'share.lead')}</p>
        {cycle.finding_id ? (
          <div>
            <ButtonLink
              to="/findings/$findingId/edit"
              params={{ findingId: cycle.finding_id }}
              variant="light"
            >
              {t('share.open')}
            </ButtonLink>
          </div>
        ) : (
          cycle.may_edit && (
            <div>
              <Button variant="light" loading={share.isPending} onClick={() => share.mutate(null)}>
                {t('share.make')}
              </Button>
            </div>
          )
        )}
        {share.error && <RefusedNotice acting error={share.error} />}
        {cycle.may_edit && cycle.may_complete && <Complete cycle={cycle} />}
      </div>
    </Part>
  )
}
