/** What this browser does about push messages wherever the app stands in it; choosing them is of the feature. */
import { answer, api } from '../api/client'

/** Has this browser take no push messages any more. Nothing happens where it takes none, or cannot. */
export async function unsubscribed(): Promise<void> {
  await (await subscription())?.unsubscribe()
}

/**
 * Gives this browser again where it was given in a session that has run out since, so that signing out of the one that
 * is now ends its messages. A browser that is not this person's own, or was taken away elsewhere, stays as it is.
 */
export async function givenAgain(): Promise<void> {
  const { endpoint, keys } = (await subscription())?.toJSON() ?? {}
  if (!endpoint || !keys?.p256dh || !keys.auth) return
  const { devices } = await answer(api.GET('/api/me/push'))
  const hash = await hashOf(endpoint)
  const own = devices.find(device => device.endpoint_hash === hash)
  if (!own || own.is_given_here) return
  const body = { endpoint, p256dh: keys.p256dh, auth: keys.auth, device: own.device }
  const header = { 'Idempotency-Key': crypto.randomUUID() }
  await answer(api.POST('/api/me/push', { params: { header }, body }))
}

/** By what the server knows a browser's address. */
export async function hashOf(endpoint: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint))
  return [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('')
}

async function subscription(): Promise<PushSubscription | null | undefined> {
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.getRegistration('/')
  return registration?.pushManager?.getSubscription()
}
