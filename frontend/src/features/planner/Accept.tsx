import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { isNetworkFailure, isRefusedWith } from '../../api/problems'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { PlanAgain } from './PlanAgain'
import { runQuery, touchedByPlan } from './queries'
import classes from './Run.module.css'
import type { Run } from './run'
import { useBookingWords } from './useBookingWords'
import type { Plan } from './week'

/** The one act of the page, with everything it does written beside it. */
export function Accept({ run, plan }: { run: Run; plan: Plan }) {
  const { t } = useTranslation('planner')
  const client = useQueryClient()
  const announce = useAnnounce()
  const { act, will, consent, busy, done } = useBookingWords(plan)
  const accept = useAct({
    send: (id: string, key) =>
      answer(
        api.POST('/api/planner/runs/{run_id}/accept', {
          params: { path: { run_id: id }, header: withKey(key) },
        }),
      ),
    changes: touchedByPlan,
    onDone: accepted => {
      client.setQueryData(runQuery(accepted.id).queryKey, accepted)
      announce(done)
    },
  })
  const submit = () =>
    accept.mutate(run.id, {
      // What has changed is written down with the run: it is shown in place of this.
      onError: error => {
        if (isRefusedWith(error, 'planner/stale')) void client.invalidateQueries(runQuery(run.id))
      },
    })
  return (
    <Section title={act} className={`${classes.accept} no-print`}>
      <p>{will}</p>
      <p className="small quiet">{consent}</p>
      {accept.error && (
        <RefusedNotice
          acting
          error={accept.error}
          onRetry={submit}
          next={!isNetworkFailure(accept.error) && <PlanAgain run={run} />}
        />
      )}
      <div className="row">
        <Button
          size="md"
          leftSection={<IconCheck size={18} aria-hidden />}
          loading={accept.isPending}
          onClick={submit}
        >
          {act}
        </Button>
        <p role="status" className="small quiet">
          {accept.isPending && busy}
        </p>
        {!accept.isPending && <PlanAgain run={run} word={t('done.again')} />}
      </div>
    </Section>
  )
}
