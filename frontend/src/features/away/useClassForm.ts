import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../api/act'
import { answer, api, ifMatch, type Schema } from '../../api/client'
import { keepTyped } from '../../lib/keepTyped'
import { type ClassException, classExceptionQuery, classExceptionsQuery } from './queries'
import { useTwoSteps } from './useTwoSteps'

export type ClassWish = Schema<'ClassExceptionIn'>

const wishOf = (stored: ClassException | null): ClassWish => ({
  name: stored?.name ?? '',
  effect: stored?.effect ?? 'free',
  starts_on: stored?.starts_on ?? '',
  ends_on: stored?.ends_on ?? '',
  class_names: stored?.class_names ?? [],
})

/** Holds the form to the version it was filled from; a newer one is taken in without losing what was typed. */
export function useClassForm(before: ClassException | null, onSaved: () => void) {
  const { t } = useTranslation('away')
  const client = useQueryClient()
  const [read, setRead] = useState(before)
  const [both, setBoth] = useState<(keyof ClassWish)[]>()
  const form = useForm<ClassWish>({
    initialValues: wishOf(before),
    validate: {
      name: value => (value.trim() ? null : t('classes.nameBad')),
      starts_on: value => (value ? null : t('classes.dayBad')),
      ends_on: value => (value ? null : t('classes.dayBad')),
      class_names: value => (value.length ? null : t('classes.whichBad')),
    },
  })
  const steps = useTwoSteps({
    ask: (change: ClassWish) =>
      answer(api.POST('/api/class-exceptions/touched', { body: { exception_id: read?.id ?? null, change } })),
    send: (body, key) =>
      read
        ? answer(
            api.PUT('/api/class-exceptions/{exception_id}', {
              params: { path: { exception_id: read.id }, header: ifMatch(read.version) },
              body,
            }),
          )
        : answer(api.POST('/api/class-exceptions', { params: { header: withKey(key) }, body })),
    onDone: onSaved,
  })
  const reload = useMutation({
    mutationFn: (id: string) => client.fetchQuery({ ...classExceptionQuery(id), staleTime: 0 }),
    onSuccess: stored => {
      const kept = keepTyped(wishOf(read), form.getValues(), wishOf(stored))
      setRead(stored)
      setBoth(kept.both)
      form.setValues(kept.values)
      form.clearErrors()
      steps.again()
    },
    // What the list shows is as old as the form was.
    onSettled: () => client.invalidateQueries({ queryKey: classExceptionsQuery.queryKey }),
  })
  const submit = form.onSubmit(wish => {
    reload.reset()
    steps.go(wish)
  })
  const error = reload.error ?? steps.error
  return { form, read, both, steps, error, submit, reload }
}
