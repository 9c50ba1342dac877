import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api/client'

export const resetQuery = (secret: string) =>
  queryOptions({
    queryKey: ['reset', secret],
    retry: false,
    queryFn: ({ signal }) =>
      answer(api.GET('/api/password-resets/{secret}', { params: { path: { secret } }, signal })),
  })
