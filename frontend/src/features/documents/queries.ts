import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api/client'

/** The same as the cycle's own page reads. */
export const cycleQuery = (id: string) =>
  queryOptions({
    queryKey: ['cycles', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/cycles/{cycle_id}', { params: { path: { cycle_id: id } }, signal })),
  })
