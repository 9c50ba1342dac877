import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { isRefusedWith } from '../../api/problems'
import { useTrouble } from '../../ui/useTrouble'
import { draftPath, type WishDraft } from './wish'

type Run = Schema<'RunOut'>

/** Asks for a plan. A refusal that belongs to a field is handed back by the field's path. */
export function useRequestRun(onDone: (run: Run) => unknown) {
  const trouble = useTrouble(true)
  const act = useAct({
    send: (body: Schema<'RunIn'>, key) =>
      answer(api.POST('/api/planner/runs', { params: { header: withKey(key) }, body })),
    changes: [['planner', 'runs']],
    onDone: run => onDone(run) as Promise<void>,
  })
  const fieldsOf = (error: unknown, draft: WishDraft): Record<string, string> => {
    const { fields, title, detail } = trouble(error)
    if (isRefusedWith(error, 'planner/window') || isRefusedWith(error, 'planner/no-days'))
      return { last_on: detail || title }
    if (isRefusedWith(error, 'planner/groups-not-ready')) return { groups: detail || title }
    return Object.fromEntries(
      Object.entries(fields).map(([path, message]) => [draftPath(path, draft), message]),
    )
  }
  return {
    error: act.error,
    isPending: act.isPending,
    send: (body: Schema<'RunIn'>, draft: WishDraft, onRefused: (errors: Record<string, string>) => void) =>
      act.mutate(body, { onError: error => onRefused(fieldsOf(error, draft)) }),
  }
}
