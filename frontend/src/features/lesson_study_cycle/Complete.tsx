import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { RefusedNotice } from '../../ui/RefusedNotice'
import type { CycleOut } from './shapes'
import { useCycleAct } from './useCycleAct'

/** The end of the way: with a published finding, or with the reason why it stays in the group. */
export function Complete({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  const [reason, setReason] = useState('')
  // While the finding is not published something is missing at this stage: then the reason is asked for.
  const asksWhy = cycle.missing.length > 0
  const complete = useCycleAct({
    send: (kept_reason: string, key) =>
      answer(
        api.POST('/api/cycles/{cycle_id}/complete', {
          params: { path: { cycle_id: cycle.id }, header: withKey(key) },
          body: { kept_reason },
        }),
      ),
    said: t('complete.done'),
  })
  return (
    <div className="stack">
      {asksWhy && (
        <Textarea
          label={t('complete.reason')}
          description={t('complete.reasonHint')}
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={event => setReason(event.currentTarget.value)}
        />
      )}
      <div>
        <Button
          variant={asksWhy ? 'default' : 'filled'}
          loading={complete.isPending}
          onClick={() => complete.mutate(reason.trim())}
        >
          {t(asksWhy ? 'complete.keep' : 'complete.act')}
        </Button>
      </div>
      {complete.error && <RefusedNotice acting error={complete.error} />}
    </div>
  )
}
