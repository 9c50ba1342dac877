import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api/client'

export const MY_NOTICES = ['notices', 'mine']
export const myNoticesQuery = queryOptions({
  queryKey: MY_NOTICES,
  queryFn: ({ signal }) => answer(api.GET('/api/me/notices', { signal })),
})

/** What a link in a mail asks. The secret goes in the body: no log and no Referer has it. */
export const coverQuestionQuery = (secret: string) =>
  queryOptions({
    queryKey: ['cover-question', secret],
    queryFn: ({ signal }) => answer(api.POST('/api/cover-answers/look', { body: { secret }, signal })),
    retry: false,
  })
