import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { hereIn } from './path'
import type { CycleOut } from './shapes'
import { useCycleAct } from './useCycleAct'
import { useStepWords } from './useStepWords'

/** What is worth knowing at this stage, and the way to the next once nothing is missing. */
export function NextStep({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  const words = useStepWords(cycle)
  const next = cycle.next_stage && words.stage(cycle.next_stage.stage, cycle.next_stage.lesson_number)
  const advance = useCycleAct({
    send: (_: null, key) =>
      answer(
        api.POST('/api/cycles/{cycle_id}/advance', {
          params: { path: { cycle_id: cycle.id }, header: withKey(key) },
        }),
      ),
    said: stored =>
      t('step.came', { stage: words.stage(stored.stage, hereIn(stored.stages)?.lesson_number ?? null) }),
  })
  return (
    <>
      {cycle.warnings.map(warning => (
        <p key={warning} className="small quiet">
          {warning}
        </p>
      ))}
      {cycle.state === 'active' && next && cycle.missing.length > 0 && (
        <p className="small quiet">{t('step.after', { stage: next })}</p>
      )}
      {cycle.may_advance && next && (
        <div>
          <Button loading={advance.isPending} onClick={() => advance.mutate(null)}>
            {t('step.goOn', { stage: next })}
          </Button>
        </div>
      )}
      {advance.error && <RefusedNotice acting error={advance.error} />}
    </>
  )
}
