import { queryOptions } from '@tanstack/react-query'
import { answer, api } from './client'

export const DIGEST = ['digest']

/** Whether what is new at the fair comes to me once a week. */
export const digestQuery = queryOptions({
  queryKey: DIGEST,
  queryFn: ({ signal }) => answer(api.GET('/api/me/digest', { signal })),
})
