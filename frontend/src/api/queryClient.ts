import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isNetworkFailure, isRefusedWith, Refused } from './problems'

const FRESH_MS = 30_000
const RETRIES_MAX = 2

/** What is stored is shown at once and asked for again behind it; only a lost connection is tried again. */
export function makeQueryClient(onSignedOut: () => void, onHalfOpen: () => void): QueryClient {
  const watch = (error: unknown) => {
    if (error instanceof Refused && error.status === 401 && error.code === 'not-signed-in') onSignedOut()
    if (isRefusedWith(error, 'second-factor/needed')) onHalfOpen()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (count, error) => isNetworkFailure(error) && count < RETRIES_MAX,
        retryDelay: attempt => 400 * 2 ** attempt,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
