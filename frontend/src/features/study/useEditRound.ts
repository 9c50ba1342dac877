import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, ifMatch, type Schema } from '../../api/client'
import { clock } from '../../lib/minutes'
import { useTrouble } from '../../ui/useTrouble'
import { roundQuery, touchedByStudy } from './queries'
import {
  bodyOf,
  draftOf,
  isAfterLesson,
  isMinutes,
  MINUTES_MAX,
  MINUTES_MIN,
  merge,
  type RoundDraft,
  type RoundField,
} from './roundDraft'

type Round = Schema<'RoundOut'>

/** Holds the form to the version it was filled from, so that nobody's change in between is overwritten. */
export function useEditRound(round: Round, onSaved: (saved: Round) => void) {
  const { t } = useTranslation('round')
  const client = useQueryClient()
  const trouble = useTrouble(true)
  const [read, setRead] = useState(round)
  const [both, setBoth] = useState<RoundField[]>()
  const form = useForm<RoundDraft>({
    initialValues: draftOf(round),
    validate: {
      focus: value => (value.trim() ? null : t('edit.focusBad')),
      held_on: value => (value >= read.held_on ? null : t('edit.dayBad')),
      start: (value, draft) =>
        !value
          ? t('edit.startBad')
          : isAfterLesson(read, draft)
            ? null
            : t('edit.next.early', { end: clock(read.end) }),
      minutes: value =>
        isMinutes(value) ? null : t('edit.minutesBad', { min: MINUTES_MIN, max: MINUTES_MAX }),
    },
  })
  const save = useMutation({
    mutationFn: (draft: RoundDraft) =>
      answer(
        api.PUT('/api/rounds/{round_id}', {
          params: { path: { round_id: round.id }, header: ifMatch(read.version) },
          body: bodyOf(draft),
        }),
      ),
    onSuccess: saved => {
      client.setQueryData(roundQuery(round.id).queryKey, saved)
      for (const queryKey of touchedByStudy) void client.invalidateQueries({ queryKey })
      onSaved(saved)
    },
    onError: error => {
      const named = Object.entries(trouble(error).fields)
      form.setErrors(
        Object.fromEntries(named.map(([name, words]) => [name.replace(/^debrief\./, ''), words])),
      )
    },
  })
  const reload = useMutation({
    mutationFn: () => client.fetchQuery({ ...roundQuery(round.id), staleTime: 0 }),
    onSuccess: stored => {
      const merged = merge(draftOf(read), form.getValues(), draftOf(stored))
      setRead(stored)
      setBoth(merged.both)
      form.setInitialValues(draftOf(stored))
      form.setValues(merged.draft)
      form.clearErrors()
      save.reset()
    },
  })
  const submit = form.onSubmit(
    draft => {
      setBoth(undefined)
      save.mutate(draft)
    },
    errors => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus(),
  )
  return { form, read, both, save, reload, submit }
}
