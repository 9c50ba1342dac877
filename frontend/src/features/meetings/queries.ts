import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from '../../api/client'
import { paged } from '../../api/paged'

export type Meeting = Schema<'MeetingOut'>
export type MeetingLine = Schema<'MeetingLine'>
export type SchoolEvent = Schema<'EventOut'>

export const meetingsQuery = (group: string) =>
  paged(['meetings', 'of', group], (after, signal) =>
    answer(
      api.GET('/api/groups/{group_id}/meetings', {
        params: { path: { group_id: group }, query: { after } },
        signal,
      }),
    ),
  )

export const meetingQuery = (id: string) =>
  queryOptions({
    queryKey: ['meetings', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/meetings/{meeting_id}', { params: { path: { meeting_id: id } }, signal })),
  })

const PAGE = 100

/** All that the school's calendar of this year directs people to; which of it fits is `meetingForm.ts`. */
export const calendarEventsQuery = queryOptions({
  queryKey: ['working-time', 'events', 'for-meetings'],
  queryFn: async ({ signal }): Promise<SchoolEvent[]> => {
    const all: SchoolEvent[] = []
    let after: string | undefined
    do {
      const page = await answer(
        api.GET('/api/directed-events', { params: { query: { after, limit: PAGE } }, signal }),
      )
      all.push(...page.items)
      after = page.next ?? undefined
    } while (after)
    return all
  },
})

/** What a meeting books, moves or gives back, wherever it is shown. */
export const touchedByMeetings = [['meetings'], ['my-week'], ['time'], ['cycles'], ['working-time']]
