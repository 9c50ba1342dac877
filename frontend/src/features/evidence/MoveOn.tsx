import { Button } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { Notice } from '../../ui/Notice'
import { RefusedNotice } from '../../ui/RefusedNotice'

type MoveOnProps = { roundId: string; discussion: Schema<'DiscussionOut'> }

/** To the next step or back. Steps about the teaching are closed until there is evidence about each pupil. */
export function MoveOn({ roundId, discussion }: MoveOnProps) {
  const { t } = useTranslation('evidence')
  const { step, steps, evidence_missing: missing } = discussion
  const next = steps[step + 1]
  const evidenceAt = steps.findIndex(one => one.is_evidence)
  const isClosed = !!next?.is_teaching && missing.length > 0
  const move = useAct({
    send: (to: number, key) =>
      answer(
        api.POST('/api/discussions/{discussion_id}/step', {
          params: { path: { discussion_id: discussion.id }, header: withKey(key) },
          body: { from: step, to },
        }),
      ),
    changes: [['evidence', roundId]],
  })
  return (
    <>
      {isClosed && (
        <Notice tone="needs">
          <p>{t('discussion.closedStep', { count: missing.length, labels: missing.join(', ') })}</p>
          {discussion.may_lead && evidenceAt >= 0 && evidenceAt !== step && (
            <Button
              variant="default"
              size="sm"
              disabled={move.isPending}
              onClick={() => move.mutate(evidenceAt)}
            >
              {t('discussion.toEvidence', { step: steps[evidenceAt]?.title })}
            </Button>
          )}
        </Notice>
      )}
      {move.error && <RefusedNotice acting error={move.error} />}
      {discussion.may_lead && (
        <div className="row">
          {step > 0 && (
            <Button variant="default" disabled={move.isPending} onClick={() => move.mutate(step - 1)}>
              {t('discussion.back')}
            </Button>
          )}
          {next && (
            <Button
              disabled={isClosed}
              loading={move.isPending}
              rightSection={<IconArrowRight size={16} aria-hidden />}
              onClick={() => move.mutate(step + 1)}
            >
              {t('discussion.next', { step: next.title })}
            </Button>
          )}
        </div>
      )}
    </>
  )
}
