import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api/client'
import { paged } from '../../api/paged'

/** The accounts that I am linked with. */
export const mySignOnQuery = queryOptions({
  queryKey: ['sign-on', 'mine'],
  queryFn: ({ signal }) => answer(api.GET('/api/me/sign-on', { signal })),
})

/** The directories that the school takes its staff from. */
export const directoriesQuery = paged(['sign-on', 'directories'], (after, signal) =>
  answer(api.GET('/api/sign-on-directories', { params: { query: { after } }, signal })),
)
