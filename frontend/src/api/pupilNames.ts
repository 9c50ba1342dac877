import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from './client'

/** Where a text names a pupil, or may: by the school's roster if it has one, else by the shape of names. */
export const namesInQuery = (texts: Record<string, string>) =>
  queryOptions({
    queryKey: ['names-in', texts],
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    enabled: Object.keys(texts).length > 0,
    queryFn: ({ signal }) => answer(api.POST('/api/pupils/check', { body: { texts }, signal })),
  })
