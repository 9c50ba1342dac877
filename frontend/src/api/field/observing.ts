/** What observing needs, kept on the phone: opened rounds and my next ones. */
import { queryOptions } from '@tanstack/react-query'
import dayjs from 'dayjs'
import type { Schema } from '../client'
import { Refused } from '../problems'
import { dropListed, notesOf } from './notes'
import type { ObservingOut } from './shapes'
import { field, type KeptObserving } from './store'
import { ask } from './wire'

const PATIENCE_SECONDS = 8
const AGAIN_MS = 20_000
const COMING_DAYS = 7
const KEPT_DAYS = 30
const FRESH_MS = 15 * 60_000

export type Observing = KeptObserving & {
  /** Why it is not the newest: no signal, or nobody is signed in any more. */
  old?: 'offline' | 'signed_out'
}

export async function keptObserving(owner: string, round_id: string): Promise<KeptObserving | undefined> {
  return (await field()).get('observing', [owner, round_id])
}

export async function allKept(owner: string): Promise<KeptObserving[]> {
  const all = await (await field()).getAllFromIndex('observing', 'owner', owner)
  return all.sort((a, b) => a.data.round.starts_at.localeCompare(b.data.round.starts_at))
}

async function fetchAndKeep(owner: string, round_id: string): Promise<KeptObserving> {
  const data = await ask<ObservingOut>(
    'GET',
    `/api/rounds/${round_id}/observing`,
    undefined,
    PATIENCE_SECONDS,
  )
  const kept_at = Date.now()
  const kept = { owner, round_id, data, kept_at, clock_off_ms: Date.parse(data.server_now) - kept_at }
  // Shown even where nothing can be kept: making a note says so then.
  await field()
    .then(db => db.put('observing', kept))
    .then(() => dropListed(owner, round_id, new Set(data.mine.map(note => note.id))))
    .catch(() => undefined)
  return kept
}

export const observingQuery = (owner: string, round_id: string) =>
  queryOptions({
    queryKey: ['observing', owner, round_id],
    networkMode: 'always',
    retry: false,
    refetchOnReconnect: 'always',
    queryFn: async (): Promise<Observing> => {
      try {
        return await fetchAndKeep(owner, round_id)
      } catch (error) {
        const signedOut = error instanceof Refused && error.status === 401
        if (error instanceof Refused && error.status < 500 && !signedOut) throw error
        const kept = await keptObserving(owner, round_id).catch(() => undefined)
        if (!kept) throw error
        return { ...kept, old: signedOut ? 'signed_out' : 'offline' }
      }
    },
    refetchInterval: query => (query.state.data?.old ? AGAIN_MS : false),
  })

type Week = Pick<Schema<'MyWeek'>, 'days' | 'today' | 'next_on'>

/** The rounds of the next days in which I look on. */
export function comingOf(weeks: Week[], today: string): string[] {
  const end = dayjs(today).add(COMING_DAYS, 'day').format('YYYY-MM-DD')
  const found = new Set<string>()
  for (const { days } of weeks)
    for (const day of days.filter(one => one.held_on >= today && one.held_on <= end))
      for (const piece of [...day.periods.flatMap(period => period.pieces), ...day.after_school])
        if (piece.kind === 'observe' && piece.round_id) found.add(piece.round_id)
  return [...found]
}

/** Asks for my coming rounds while there is signal, and clears what is long over. */
export async function keepComing(owner: string, week: Week): Promise<void> {
  const next =
    week.next_on &&
    (await ask<Week>('GET', `/api/my-week?on=${encodeURIComponent(week.next_on)}`).catch(() => null))
  for (const round_id of comingOf(next ? [week, next] : [week], week.today)) {
    const kept = await keptObserving(owner, round_id)
    if (!kept || Date.now() - kept.kept_at > FRESH_MS)
      await fetchAndKeep(owner, round_id).catch((error: unknown) => {
        if (!(error instanceof Refused)) throw error
      })
  }
  await clearOld(owner)
}

async function clearOld(owner: string): Promise<void> {
  const db = await field()
  const before = Date.now() - KEPT_DAYS * 86_400_000
  for (const { round_id, data } of await allKept(owner))
    if (Date.parse(data.round.ends_at) < before && (await notesOf(owner, round_id)).length === 0)
      await db.delete('observing', [owner, round_id])
}
