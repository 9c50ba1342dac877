import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, ifMatch } from '../../api/client'
import { isRefusedWith } from '../../api/problems'
import { useAnnounce } from '../../ui/Announcer'
import { bodyOf, type CycleBody } from './cycleTexts'
import { type Clash, mergeTexts, type Texts } from './merge'
import { cycleQuery, namesQuery, touchedByCycle } from './queries'
import type { CycleOut } from './shapes'

const put = (cycle: CycleOut, change: Partial<CycleBody>) =>
  answer(
    api.PUT('/api/cycles/{cycle_id}', {
      params: { path: { cycle_id: cycle.id }, header: ifMatch(cycle.version) },
      body: { ...bodyOf(cycle), ...change },
    }),
  )

type Callbacks = {
  onSaved: () => void
  /** Somebody has to choose; meanwhile these are the texts that only the other side changed. */
  onTaken: (change: Partial<CycleBody>) => void
}

/**
 * Saves some texts of a cycle. When somebody else saved meanwhile in other places both are kept without a
 * word from anybody; in the same place both texts are handed back to choose from.
 */
export function useCycleSave(opened: CycleOut, { onSaved, onTaken }: Callbacks) {
  const { t } = useTranslation('lessonStudy')
  const client = useQueryClient()
  const announce = useAnnounce()
  // What the typing began from: a refetch behind the form must not pass for what somebody has read.
  const [base, setBase] = useState(opened)
  const [clashes, setClashes] = useState<Clash[]>([])

  const save = useMutation({
    mutationFn: async (change: Partial<CycleBody>) => {
      try {
        return { stored: await put(base, change), isMerged: false }
      } catch (error) {
        if (!isRefusedWith(error, 'stale')) throw error
        const newest = await client.fetchQuery({ ...cycleQuery(base.id), staleTime: 0 })
        const merge = mergeTexts(asTexts(base, change), asTexts(change, change), asTexts(newest, change))
        setBase(newest)
        const stored = bodyOf(newest)
        const taken = Object.fromEntries(merge.taken.map(path => [path, stored[path as 'title']]))
        if (merge.clashes.length > 0) {
          setClashes(merge.clashes)
          onTaken(taken)
          return null
        }
        return { stored: await put(newest, { ...change, ...taken }), isMerged: merge.taken.length > 0 }
      }
    },
    onSuccess: done => {
      if (!done) return
      const { stored, isMerged } = done
      client.setQueryData(cycleQuery(stored.id).queryKey, stored)
      client.setQueryData(namesQuery(stored.id).queryKey, stored.names)
      for (const queryKey of touchedByCycle) void client.invalidateQueries({ queryKey })
      announce(t(isMerged ? 'both.kept' : stored.names.length > 0 ? 'names.saved' : 'saved'))
      onSaved()
    },
  })
  return { save, base, clashes }
}

/** Only the places that this form is about, as text to compare. */
function asTexts(from: Partial<CycleBody> | CycleOut, change: Partial<CycleBody>): Texts {
  const body = 'version' in from ? bodyOf(from) : from
  return Object.fromEntries(
    Object.keys(change).map(path => [path, String(body[path as keyof CycleBody] ?? '')]),
  )
}
