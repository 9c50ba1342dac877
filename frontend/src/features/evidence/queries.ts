import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from '../../api/client'
import { orNone, paged } from '../../api/paged'

const at = (round: string) => ({ path: { round_id: round } })
const PAGE = 100

/** The lesson, its stages and case pupils, for the screens that are read with signal. */
export const lessonQuery = (round: string) =>
  queryOptions({
    queryKey: ['evidence', round, 'lesson'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/rounds/{round_id}/observing', { params: at(round), signal })),
  })

/** All the group's notes of a round: they are read by pupil and stage, so the pages are put together. */
export const notesQuery = (round: string) =>
  queryOptions({
    queryKey: ['evidence', round, 'notes'],
    queryFn: async ({ signal }) => {
      const notes: Schema<'NoteOut'>[] = []
      let after: string | undefined
      do {
        const page = await answer(
          api.GET('/api/rounds/{round_id}/notes', {
            params: { ...at(round), query: { after, limit: PAGE } },
            signal,
          }),
        )
        notes.push(...page.items)
        after = page.next ?? undefined
      } while (after)
      return notes
    },
  })

export const interviewsQuery = (round: string) =>
  queryOptions({
    queryKey: ['evidence', round, 'interviews'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/rounds/{round_id}/interviews', { params: at(round), signal })),
  })

const TOGETHER_MS = 5_000

/** Null until somebody begins it. Asked for again and again: everybody at the table sees the same step. */
export const discussionQuery = (round: string) =>
  queryOptions({
    queryKey: ['evidence', round, 'discussion'],
    queryFn: ({ signal }): Promise<Schema<'DiscussionOut'> | null> =>
      orNone(answer(api.GET('/api/rounds/{round_id}/discussion', { params: at(round), signal }))),
    refetchInterval: query =>
      query.state.data === null
        ? 4 * TOGETHER_MS
        : query.state.data?.state === 'closed'
          ? false
          : TOGETHER_MS,
  })

export const readsQuery = paged(['evidence', 'reads'], (after, signal) =>
  answer(api.GET('/api/my-notes/reads', { params: { query: { after } }, signal })),
)
