/** Who was signed in here last. Without signal it opens observing, and nothing else. */
import type { Me } from '../me'
import { field, ownerOf } from './store'
import { askMe } from './wire'

const DAYS_MAX = 7
const PATIENCE_SECONDS = 3

export async function keepIdentity(me: Me): Promise<void> {
  await (await field()).put('people', { key: 'last', owner: ownerOf(me), me, at: Date.now() })
}

export async function keptIdentity(): Promise<Me | null> {
  const kept = await (await field()).get('people', 'last')
  return kept && Date.now() - kept.at < DAYS_MAX * 86_400_000 ? kept.me : null
}

/** After signing out this phone opens nothing; only notes that were never sent stay, closed to everybody else. */
export async function forgetIdentity(): Promise<void> {
  const db = await field()
  const kept = await db.get('people', 'last')
  if (!kept) return
  const tx = db.transaction(['people', 'observing'], 'readwrite')
  await tx.objectStore('people').delete('last')
  const rounds = tx.objectStore('observing')
  for (const key of await rounds.index('owner').getAllKeys(kept.owner)) await rounds.delete(key)
  await tx.done
}

export type Observer = { me: Me; isKept: boolean }

/** The signed-in person as the server says; as this phone remembers when the server cannot be asked. */
export async function whoObserves(): Promise<Observer | null> {
  try {
    const me = await askMe(PATIENCE_SECONDS)
    // Opening must not fail because the phone cannot keep things: the screen says so when a note is made.
    if (me) await keepIdentity(me).catch(() => undefined)
    return me && { me, isKept: false }
  } catch (error) {
    const me = await keptIdentity().catch(() => null)
    if (me) return { me, isKept: true }
    throw error
  }
}
