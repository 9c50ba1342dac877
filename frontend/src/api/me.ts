import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { answer, api, type Schema } from './client'
import { Refused } from './problems'

export type Me = Schema<'Me'>
export type Role = Me['roles'][number]

/** Who is signed in, or null. Not being signed in is an answer here, not a failure. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await answer(api.GET('/api/me', { signal }))
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return null
      throw error
    }
  },
})

/** The signed-in person; only below the signed-in layout, which has seen to it that there is one. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(meQuery)
  if (!data) throw new Error('useMe is for screens behind the sign-in')
  return data
}

export const holds = (me: Me, ...roles: Role[]): boolean => me.roles.some(role => roles.includes(role))
