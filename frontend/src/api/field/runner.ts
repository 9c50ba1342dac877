/** Keeps trying to send what waits: when something is added, on reconnect, on focus, and every 20 seconds. */
import { type Sent, sendKept } from './outbox'
import { tellKeptChange } from './store'
import { wire } from './wire'

const EVERY_MS = 20_000

let last: Sent = 'nothing'
let going: Promise<Sent> | null = null
let again = false

/** What came of the last go. */
export const lastSent = (): Sent => last

/** Only one tab sends at a time; the server knows repeats anyway. */
async function alone(owner: string): Promise<Sent> {
  if (!navigator.locks) return sendKept(owner, wire)
  return navigator.locks.request(`kenkyu-outbox-${owner}`, { ifAvailable: true }, async lock =>
    // Another tab is at it; it tells this one.
    lock ? sendKept(owner, wire) : 'nothing',
  )
}

export async function sendNow(owner: string): Promise<Sent> {
  if (going) {
    again = true
    return going
  }
  going = alone(owner).catch((): Sent => 'later')
  last = await going
  going = null
  tellKeptChange()
  if (again) {
    again = false
    return sendNow(owner)
  }
  return last
}

/** Runs until the answer is called: for as long as this person is signed in here. */
export function startOutbox(owner: string): () => void {
  const send = () => void sendNow(owner)
  const look = () => document.visibilityState === 'visible' && send()
  const timer = setInterval(send, EVERY_MS)
  window.addEventListener('online', send)
  window.addEventListener('focus', send)
  document.addEventListener('visibilitychange', look)
  send()
  return () => {
    clearInterval(timer)
    window.removeEventListener('online', send)
    window.removeEventListener('focus', send)
    document.removeEventListener('visibilitychange', look)
  }
}
