import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, ifMatch, type Schema } from '../../api/client'
import { isRefusedWith } from '../../api/problems'
import { useAnnounce } from '../../ui/Announcer'
import { useTrouble } from '../../ui/useTrouble'
import { type Draft, draftOf, type Merge, mergeOf, QUOTE_WORDS_MAX, sameDraft, wordsIn } from './findingDraft'
import { draftQuery } from './queries'

export type Clash = Merge & { theirs: Draft; newest: Schema<'FindingOut'> }

/** The text as it is typed, the version it began from, and what to do when somebody else saved meanwhile. */
export function useEditor(finding: Schema<'FindingOut'>) {
  const { t } = useTranslation('fair')
  const client = useQueryClient()
  const announce = useAnnounce()
  const trouble = useTrouble(true)
  const [base, setBase] = useState(finding)
  const [clash, setClash] = useState<Clash | null>(null)
  const form = useForm<Draft>({
    initialValues: draftOf(finding),
    validate: {
      title: value => (value.trim() ? null : t('editor.titleBad')),
      pull_quote: value => (wordsIn(value) <= QUOTE_WORDS_MAX ? null : t('editor.quoteBad')),
    },
  })
  const isDirty = form.isDirty()

  const adopt = (stored: Schema<'FindingOut'>) => {
    setBase(stored)
    setClash(null)
    form.setInitialValues(draftOf(stored))
    form.setValues(draftOf(stored))
    form.resetDirty(draftOf(stored))
  }
  // A newer text arrived while nothing was typed here: show it. Where only a file came or went, the text
  // goes on from there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the arrival of another version matters.
  useEffect(() => {
    if (finding.version === base.version || clash) return
    if (!isDirty) adopt(finding)
    else if (sameDraft(draftOf(finding), draftOf(base))) setBase(finding)
  }, [finding.version, isDirty])

  const save = useMutation({
    mutationFn: ({ draft, version }: { draft: Draft; version: number }) =>
      answer(
        api.PUT('/api/findings/{finding_id}', {
          params: { path: { finding_id: finding.id }, header: ifMatch(version) },
          body: draft,
        }),
      ),
    onSuccess: stored => {
      adopt(stored)
      client.setQueryData(draftQuery(stored.id).queryKey, stored)
      announce(t('editor.saved'))
      return client.invalidateQueries({ queryKey: ['findings', 'of'] })
    },
    onError: async (error, { draft }) => {
      form.setErrors(trouble(error).fields)
      if (!isRefusedWith(error, 'stale')) return
      const newest = await client.fetchQuery({ ...draftQuery(finding.id), staleTime: 0 })
      const theirs = draftOf(newest)
      const merge = mergeOf(draftOf(base), draft, theirs)
      form.setValues(merge.draft)
      setClash({ ...merge, theirs, newest })
    },
  })
  const isStale = isRefusedWith(save.error, 'stale')
  return {
    form,
    isDirty,
    clash,
    isSaving: save.isPending,
    error: isStale && clash ? null : save.error,
    /** With the newest version once both texts have been seen. */
    submit: () => save.mutate({ draft: form.getValues(), version: (clash?.newest ?? base).version }),
  }
}

export type EditorOf = ReturnType<typeof useEditor>
