/** Opening the observing screen, with signal or without. */
import { type Observer, whoObserves } from './identity'
import { keptObserving } from './observing'
import { type KeptObserving, ownerOf } from './store'

export type Opened = Observer & { owner: string; kept: KeptObserving | null }

export async function openObserving(round_id: string): Promise<Opened | null> {
  const observer = await whoObserves()
  if (!observer) return null
  const owner = ownerOf(observer.me)
  const kept = await keptObserving(owner, round_id).catch(() => undefined)
  return { ...observer, owner, kept: kept ?? null }
}
