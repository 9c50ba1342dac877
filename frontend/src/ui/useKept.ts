import type { UseFormReturnType } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { keepTyped } from '../lib/keepTyped'

/** The form of something that another button or a colleague may change beside it: what was typed stays. */
export function useKept<Values extends object>(
  form: UseFormReturnType<Values>,
  stored: Values,
  version: number,
  load: () => Promise<unknown>,
) {
  const read = useRef(stored)
  const sent = useRef(stored)
  const [both, setBoth] = useState<(keyof Values)[]>([])
  const take = (before: Values, now: Values) => {
    const kept = keepTyped(before, form.getValues(), now)
    form.setValues(kept.values)
    read.current = now
    return kept.both
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the arrival of another version matters.
  useEffect(() => {
    const changed = take(read.current, stored)
    if (changed.length) setBoth(changed)
  }, [version])
  /** Asks for the newer version; it comes in as `stored`. */
  const reload = useMutation({ mutationFn: load })
  return {
    reload,
    /** What was typed here and changed by a colleague. */
    both,
    /** Called with what is on its way: what is typed after it is not yet stored. */
    sends: (values: Values) => {
      sent.current = values
    },
    saved: (now: Values) => {
      take(sent.current, now)
      setBoth([])
    },
  }
}
