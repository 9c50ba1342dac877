import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { isRefusedWith } from '../../api/problems'
import { useAnnounce } from '../../ui/Announcer'
import { runQuery } from './queries'

/** Somebody waits for it, and it usually takes a second. */
const LOOK_SECONDS = 20

/** Asks for the repair of an accepted plan and goes to where it is made. */
export function useRepair(id: string) {
  const { t } = useTranslation('planner')
  const client = useQueryClient()
  const announce = useAnnounce()
  const navigate = useNavigate()
  const act = useAct({
    send: (run: string, key) =>
      answer(
        api.POST('/api/planner/runs/{run_id}/repair', {
          params: { path: { run_id: run }, header: withKey(key) },
          body: { seconds: LOOK_SECONDS },
        }),
      ),
    changes: [['planner', 'runs']],
    onDone: repair => {
      client.setQueryData(runQuery(repair.id).queryKey, repair)
      announce(t('repair.asked'))
      return navigate({ to: '/planner/runs/$runId', params: { runId: repair.id } })
    },
  })
  const submit = () =>
    act.mutate(id, {
      // It was repaired in the meantime, and the run says so.
      onError: error => {
        if (isRefusedWith(error, 'planner/nothing-to-repair')) void client.invalidateQueries(runQuery(id))
      },
    })
  return { submit, error: act.error, isPending: act.isPending }
}
