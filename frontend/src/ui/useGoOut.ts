import { useMutation } from '@tanstack/react-query'
import type { Schema } from '../api/client'

/** Goes out to a provider. The browser comes back by itself, to a screen of ours. */
export function useGoOut(begin: () => Promise<Schema<'SignOnBegun'>>) {
  return useMutation({
    mutationFn: begin,
    onSuccess: ({ address }) => {
      globalThis.location.assign(address)
      // The page is about to go: its button stays busy until then.
      return new Promise<void>(resolve => setTimeout(resolve, 10_000))
    },
  })
}
