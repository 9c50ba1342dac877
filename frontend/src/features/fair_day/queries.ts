import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from '../../api/client'
import { paged } from '../../api/paged'
import type { paths } from '../../api/schema'

export type FairLine = Schema<'LearningFairLine'>
export type FairOut = Schema<'LearningFairOut'>
export type ProgrammeOut = Schema<'ProgrammeOut'>
export type Room = Schema<'FairRoomOut'>
export type Slot = Schema<'FairSlotOut'>
export type SlotKind = Slot['kind']
export type Unplaced = Schema<'UnplacedFinding'>
export type PassportOut = Schema<'PassportOut'>
export type PosterSize = Schema<'PostersOut'>['size']
export type BigScreenOut = Schema<'BigScreenOut'>
type Arranging = paths['/api/fairs/{fair_id}/arrange']['post']
/** Which findings are to be placed, and as what. */
export type ArrangeWish = Arranging['requestBody']['content']['application/json']
type Arranged = Arranging['responses'][200]['content']['application/json']
export type NotPlaced = Arranged['left_out'][number]
type Attending = paths['/api/fairs/{fair_id}/attendance']['post']
export type AttendanceWish = Attending['requestBody']['content']['application/json']
export type AttendanceOut = Attending['responses'][200]['content']['application/json']
export type SchoolEvent = Schema<'EventOut'>
export type Staff = Schema<'StaffOut'>

const LIVE_MS = 15_000
const LOOK_AGAIN_MS = 1_500
const PAGE = 100
/** A poster on the wall is of this fair or of the last few. */
const STALL_FAIRS = 5

const ofFair = (id: string) => ({ path: { fair_id: id } })

export const fairsQuery = paged(['fairs', 'list'], (after, signal) =>
  answer(api.GET('/api/fairs', { params: { query: { after } }, signal })),
)

export const programmeQuery = (id: string) =>
  queryOptions({
    queryKey: ['fairs', 'programme', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/fairs/{fair_id}/programme', { params: ofFair(id), signal })),
  })

export const passportQuery = (id: string) =>
  queryOptions({
    queryKey: ['fairs', 'passport', id],
    queryFn: ({ signal }) => answer(api.GET('/api/fairs/{fair_id}/passport', { params: ofFair(id), signal })),
  })

/** Asked for again by itself, as long as it hangs in the hall. */
export const bigScreenQuery = (id: string) =>
  queryOptions({
    queryKey: ['fairs', 'screen', id],
    refetchInterval: LIVE_MS,
    refetchIntervalInBackground: true,
    queryFn: ({ signal }) =>
      answer(api.GET('/api/fairs/{fair_id}/big-screen', { params: ofFair(id), signal })),
  })

export const attendanceQuery = (id: string) =>
  queryOptions({
    queryKey: ['fairs', 'attendance', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/fairs/{fair_id}/attendance', { params: ofFair(id), signal })),
  })

export const myAttendanceQuery = (id: string) =>
  queryOptions({
    queryKey: ['fairs', 'my-attendance', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/fairs/{fair_id}/my-attendance', { params: ofFair(id), signal })),
  })

/** What the school has published already may be shown too; the newest of it. */
export const publishedQuery = (schoolId: string) =>
  queryOptions({
    queryKey: ['fairs', 'published', schoolId],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/fair/findings', { params: { query: { school_id: schoolId, limit: PAGE } }, signal }),
      ),
  })

/** How far the posters are; looked at again while they are being made. */
export const postersQuery = (id: string, size: PosterSize) =>
  queryOptions({
    queryKey: ['fairs', 'posters', id, size],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/fairs/{fair_id}/posters', { params: { ...ofFair(id), query: { size } }, signal })),
    refetchInterval: query => (query.state.data?.state === 'waiting' ? LOOK_AGAIN_MS : false),
  })

async function everyPage<Item>(ask: (after?: string) => Promise<{ items: Item[]; next?: string | null }>) {
  const all: Item[] = []
  let after: string | undefined
  do {
    const page = await ask(after)
    all.push(...page.items)
    after = page.next ?? undefined
  } while (after)
  return all
}

/** All that the school's calendar of this year directs people to; which of it fits is `fairForm.ts`. */
export const eventsQuery = queryOptions({
  queryKey: ['working-time', 'events', 'for-fairs'],
  queryFn: ({ signal }) =>
    everyPage<SchoolEvent>(after =>
      answer(api.GET('/api/directed-events', { params: { query: { after, limit: PAGE } }, signal })),
    ),
})

export const everybodyQuery = queryOptions({
  queryKey: ['staff', 'everybody'],
  queryFn: ({ signal }) =>
    everyPage<Staff>(after =>
      answer(api.GET('/api/staff', { params: { query: { active: true, after, limit: PAGE } }, signal })),
    ),
})

/** What planning and holding a fair change, wherever it is shown. */
export const touchedByFairs = [['fairs'], ['findings'], ['fair']]

/** The stall that a poster's code names, in whichever of the newest fairs it stands; null when in none. */
export const stallQuery = (slotId: string) =>
  queryOptions({
    queryKey: ['fairs', 'stall', slotId],
    queryFn: async ({ client, signal }): Promise<{ slot: Slot; fair: FairOut } | null> => {
      const { items } = await answer(
        api.GET('/api/fairs', { params: { query: { limit: STALL_FAIRS } }, signal }),
      )
      for (const line of items.filter(one => one.state === 'open' || one.state === 'closed')) {
        const { fair, slots } = await client.fetchQuery(programmeQuery(line.id))
        const slot = slots.find(one => one.id === slotId)
        if (slot) return { slot, fair }
      }
      return null
    },
  })
