import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { touchedByFindings } from './queries'

/** Begins a newer edition, while the published one stays where it is. */
export function Revise({ finding }: { finding: Schema<'FindingOut'> }) {
  const { t } = useTranslation('writing')
  const navigate = useNavigate()
  const revise = useAct({
    send: (id: string, key) =>
      answer(
        api.POST('/api/findings/{finding_id}/revise', {
          params: { path: { finding_id: id }, header: withKey(key) },
        }),
      ),
    changes: touchedByFindings,
    onDone: draft => navigate({ to: '/findings/$findingId/edit', params: { findingId: draft.id } }),
  })
  return (
    <div className="stack" style={{ gap: '0.375rem' }}>
      <Button loading={revise.isPending} onClick={() => revise.mutate(finding.id)}>
        {t('revise.button')}
      </Button>
      <p className="small quiet">{t('revise.lead')}</p>
      {revise.error && <RefusedNotice acting error={revise.error} />}
    </div>
  )
}
