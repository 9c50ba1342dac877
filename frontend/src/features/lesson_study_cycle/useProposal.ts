import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { useMe } from '../../api/me'
import { Refused } from '../../api/problems'
import { useAnnounce } from '../../ui/Announcer'
import type { Clash } from './merge'
import { mergeProposals, openedFor, sameProposal } from './proposal'
import { lessonQuery, namesQuery, versionsQuery } from './queries'
import type { LessonOut, Proposal } from './shapes'
import { forget, keep, kept } from './unsaved'

export const BOTH_CHANGED = 'lesson-study/both-changed'

/** The proposal as it is typed, what it began from, and what to do when somebody else saved meanwhile. */
export function useProposal(lesson: LessonOut) {
  const { t } = useTranslation('lessonStudy')
  const me = useMe()
  const client = useQueryClient()
  const announce = useAnnounce()
  const labels = lesson.pupils.map(pupil => pupil.label)
  const stored = openedFor(labels, lesson.proposal)
  const [found] = useState(() => kept<Proposal>(me.account_id, lesson.id))
  const [base, setBase] = useState({ version: found?.version ?? lesson.version, text: found?.base ?? stored })
  const [text, setText] = useState<Proposal>(found?.text ?? stored)
  const [clash, setClash] = useState<{ clashes: Clash[]; by: string | null } | null>(null)
  const [isRestored, setRestored] = useState(found !== null && !sameProposal(found.text, stored))
  const isDirty = !sameProposal(text, base.text)

  const adopt = (newest: LessonOut) => {
    const opened = openedFor(
      newest.pupils.map(pupil => pupil.label),
      newest.proposal,
    )
    setBase({ version: newest.version, text: opened })
    setText(opened)
    setClash(null)
    setRestored(false)
    forget(me.account_id, lesson.id)
  }
  // A newer text arrived while nothing was typed here: show it.
  const arrived = `${lesson.version} ${labels.join('')}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the arrival of another version matters.
  useEffect(() => {
    if (!isDirty && !clash) adopt(lesson)
  }, [arrived])
  useEffect(() => {
    if (isDirty) keep(me.account_id, lesson.id, { version: base.version, base: base.text, text })
    else forget(me.account_id, lesson.id)
  }, [me.account_id, lesson.id, base, text, isDirty])

  const save = useMutation({
    mutationFn: (proposal: Proposal) =>
      answer(
        api.PUT('/api/research-lessons/{lesson_id}/proposal', {
          params: { path: { lesson_id: lesson.id } },
          body: { base_version: base.version, proposal },
        }),
      ),
    onSuccess: async newest => {
      adopt(newest)
      client.setQueryData(lessonQuery(lesson.id).queryKey, newest)
      client.setQueryData(namesQuery(lesson.id).queryKey, newest.names)
      void client.invalidateQueries({ queryKey: ['research-lessons', 'versions', lesson.id] })
      void client.invalidateQueries({ queryKey: ['cycles'] })
      const hasNames = newest.names.length > 0
      announce(
        newest.merged
          ? t('proposal.merged', { name: await whoSavedBefore(newest) })
          : t(hasNames ? 'names.saved' : 'saved'),
      )
    },
    onError: async (error, proposal) => {
      if (!(error instanceof Refused) || error.code !== BOTH_CHANGED) return
      const newest = await client.fetchQuery({ ...lessonQuery(lesson.id), staleTime: 0 })
      const theirs = openedFor(labels, newest.proposal)
      const merge = mergeProposals(base.text, proposal, theirs)
      setBase({ version: newest.version, text: theirs })
      setText(merge.proposal)
      setClash({ clashes: merge.clashes, by: newest.saved_by_name })
    },
  })
  /** The answer says only that somebody had; the list of versions says who. */
  async function whoSavedBefore(newest: LessonOut): Promise<string> {
    const versions = await client.fetchInfiniteQuery(versionsQuery(lesson.id)).catch(() => null)
    const before = versions?.pages[0]?.items.find(one => one.number === newest.version - 1)
    return before?.saved_by_name ?? t('proposal.colleague')
  }
  return {
    text,
    setText,
    clash,
    isDirty,
    isRestored,
    isSaving: save.isPending,
    error: clash ? null : save.error,
    save: () => save.mutate(text),
    /** Back to what is stored, by a person's decision. */
    discard: () => adopt(lesson),
  }
}

export type ProposalOf = ReturnType<typeof useProposal>
