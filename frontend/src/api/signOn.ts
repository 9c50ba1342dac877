/** With which providers' accounts one can sign in on this installation. */
import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from './client'

export type Provider = Schema<'Provider'>

/** With whose accounts one can sign in here. */
export const providersQuery = queryOptions({
  queryKey: ['sign-on', 'providers'],
  queryFn: ({ signal }) => answer(api.GET('/api/sign-on/providers', { signal })),
  staleTime: 300_000,
})
