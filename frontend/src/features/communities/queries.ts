import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from '../../api/client'
import { paged } from '../../api/paged'

export type Lesson = Schema<'OpenLessonOut'>
export type Booking = Schema<'BookingOut'>
export type Community = Schema<'CommunityOut'>
export type CommunityLine = Schema<'CommunitySummary'>
export type Report = Schema<'CommunityReportOut'>
export type StepKind = Community['steps'][number]['kind']
export type TrustSchool = Schema<'TrustSchoolOut'>

const PAGE = 100

export const lessonsQuery = (mine: boolean) =>
  paged(['communities', 'lessons', mine], (after, signal) =>
    answer(api.GET('/api/open-lessons', { params: { query: { after, mine } }, signal })),
  )

export const lessonQuery = (id: string) =>
  queryOptions({
    queryKey: ['communities', 'lesson', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/open-lessons/{lesson_id}', { params: { path: { lesson_id: id } }, signal })),
  })

export const bookingsQuery = (id: string) =>
  paged(['communities', 'bookings', id], (after, signal) =>
    answer(
      api.GET('/api/open-lessons/{lesson_id}/bookings', {
        params: { path: { lesson_id: id }, query: { after, limit: PAGE } },
        signal,
      }),
    ),
  )

export const communitiesQuery = paged(['communities', 'list'], (after, signal) =>
  answer(api.GET('/api/communities', { params: { query: { after } }, signal })),
)

export const communityQuery = (id: string) =>
  queryOptions({
    queryKey: ['communities', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/communities/{community_id}', { params: { path: { community_id: id } }, signal })),
  })

export const reportsQuery = (id: string) =>
  paged(['communities', 'reports', id], (after, signal) =>
    answer(
      api.GET('/api/communities/{community_id}/reports', {
        params: { path: { community_id: id }, query: { after } },
        signal,
      }),
    ),
  )

export const trustQuery = paged(['communities', 'trust'], (after, signal) =>
  answer(api.GET('/api/trust/fair', { params: { query: { after } }, signal })),
)

/** All colleagues, to choose the two who lead. */
export const colleaguesQuery = queryOptions({
  queryKey: ['staff', 'everybody'],
  queryFn: async ({ signal }) => {
    const all: Schema<'StaffOut'>[] = []
    let after: string | undefined
    do {
      const page = await answer(
        api.GET('/api/staff', { params: { query: { active: true, after, limit: PAGE } }, signal }),
      )
      all.push(...page.items)
      after = page.next ?? undefined
    } while (after)
    return all
  },
})

/** What schools do together changes, wherever it is shown. */
export const touched = [['communities']]
