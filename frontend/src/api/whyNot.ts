import { queryOptions } from '@tanstack/react-query'
import { answer, api } from './client'

/** One colleague in one period of one day. */
export type Place = { staffId: string; on: string; period: string }

/** What stands in a colleague's way then, as the school is now. */
export const whyNotQuery = ({ staffId, on, period }: Place) =>
  queryOptions({
    queryKey: ['why-not', staffId, on, period],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/planner/why-not', {
          params: { query: { staff_id: staffId, held_on: on, period } },
          signal,
        }),
      ),
  })
