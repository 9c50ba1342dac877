/** One thing a person does: a mutation that can be repeated safely after a lost connection. */
import { type QueryKey, type UseMutationOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { isNetworkFailure } from './problems'

type Act<Input, Output> = {
  /** Sends the request; `key` is the Idempotency-Key header's value. */
  send: (input: Input, key: string) => Promise<Output>
  /** What the act changes; everything under these keys is asked for again. */
  changes?: QueryKey[]
  onDone?: UseMutationOptions<Output, Error, Input>['onSuccess']
}

/**
 * A fresh key for each intent. When the connection is lost nobody knows whether the server heard, so the
 * same input keeps its key until there is an answer: the repeat then does nothing twice.
 */
export function useAct<Input, Output>({ send, changes = [], onDone }: Act<Input, Output>) {
  const client = useQueryClient()
  const unanswered = useRef(new Map<string, string>())
  return useMutation<Output, Error, Input>({
    mutationFn: async input => {
      const intent = JSON.stringify(input ?? null)
      const key = unanswered.current.get(intent) ?? crypto.randomUUID()
      unanswered.current.set(intent, key)
      try {
        const output = await send(input, key)
        unanswered.current.delete(intent)
        return output
      } catch (error) {
        if (!isNetworkFailure(error)) unanswered.current.delete(intent)
        throw error
      }
    },
    onSuccess: async (...args) => {
      await onDone?.(...args)
      for (const queryKey of changes) void client.invalidateQueries({ queryKey })
    },
  })
}

/** The header that goes with it. */
export const withKey = (key: string) => ({ 'Idempotency-Key': key })
