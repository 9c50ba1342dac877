import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { draftOf } from './findingDraft'
import { touchedByFindings } from './queries'

/** What was published is not edited: its text begins a new draft. */
export function WriteAnew({ finding }: { finding: Schema<'FindingOut'> }) {
  const { t } = useTranslation('fair')
  const navigate = useNavigate()
  const write = useAct({
    send: (_: null, key) =>
      answer(
        api.POST('/api/groups/{group_id}/findings', {
          params: { path: { group_id: finding.group_id }, header: withKey(key) },
          body: draftOf(finding),
        }),
      ),
    changes: touchedByFindings,
    onDone: draft => navigate({ to: '/findings/$findingId/edit', params: { findingId: draft.id } }),
  })
  return (
    <>
      <Button variant="default" loading={write.isPending} onClick={() => write.mutate(null)}>
        {t('consent.anew')}
      </Button>
      {write.error && <RefusedNotice acting error={write.error} />}
    </>
  )
}
