/** The way to what the phone keeps, for screens that need little of it: its code is loaded when first used. */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Schema } from './client'
import { type Me, meQuery } from './me'

const load = () => import('./field/start')
const ownerOf = ({ account_id, staff_id }: Me) => `${account_id}:${staff_id}`

/** Sends what waits on this phone, and makes it ready to open without signal, while *me* is signed in. */
export function useFieldwork(me: Me | null | undefined) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another person or school starts it anew.
  useEffect(() => {
    if (!me || typeof indexedDB === 'undefined') return
    let isOver = false
    let stop: (() => void) | undefined
    void load().then(field => {
      if (!isOver) stop = field.startField(me)
    })
    return () => {
      isOver = true
      stop?.()
    }
  }, [me?.account_id, me?.staff_id])
}

/** Keeps my rounds of the next days on this phone, so that they open where there is no signal. */
export function useComingRounds(week: Schema<'MyWeek'> | undefined, isThisWeek: boolean) {
  const { data: me } = useQuery(meQuery)
  useEffect(() => {
    if (!me || !week || !isThisWeek || typeof indexedDB === 'undefined') return
    void load()
      .then(field => field.keepComing(ownerOf(me), week))
      // Without signal, or on a phone that keeps nothing, there is nothing to do about it here.
      .catch(() => undefined)
  }, [me, week, isThisWeek])
}

/** How many notes are on this phone only; sends what can be sent first. */
export async function unsentHere(me: Me): Promise<number> {
  if (typeof indexedDB === 'undefined') return 0
  try {
    const field = await load()
    if (await field.unsentOf(ownerOf(me))) await field.sendNow(ownerOf(me))
    return await field.unsentOf(ownerOf(me))
  } catch {
    return 0
  }
}

/** After signing out this phone opens nothing more of theirs. */
export async function forgetMe(): Promise<void> {
  if (typeof indexedDB === 'undefined') return
  await load()
    .then(field => field.forgetIdentity())
    .catch(() => undefined)
}
