/** This browser's side of push messages: whether it can, whether it does, and switching it on and off. */
import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from '../../api/client'
import { hashOf } from '../../lib/pushMessages'

export const MY_PUSH = ['push', 'mine']
export const myPushQuery = queryOptions({
  queryKey: MY_PUSH,
  queryFn: ({ signal }) => answer(api.GET('/api/me/push', { signal })),
})

const PATIENCE_MS = 10_000

/** How this browser stands to push messages; `hash` is of its own address, if it has one. */
export type Here = { can: boolean; isDenied: boolean; hash: string | null }

export const hereQuery = queryOptions({
  queryKey: ['push', 'here'],
  queryFn: async (): Promise<Here> => {
    if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
      return { can: false, isDenied: false, hash: null }
    const registration = await navigator.serviceWorker.getRegistration('/')
    const subscription = await registration?.pushManager.getSubscription()
    return {
      can: true,
      isDenied: Notification.permission === 'denied',
      hash: subscription ? await hashOf(subscription.endpoint) : null,
    }
  },
  networkMode: 'always',
})

/** The browser would not, whatever the person wants. */
export class Unreached extends Error {}

/** Asks the browser for an address that only our key may push to. */
export async function subscribed(publicKey: string, device: string): Promise<Schema<'PushDeviceIn'>> {
  if ((await Notification.requestPermission()) !== 'granted') throw new Unreached()
  try {
    const registration = await ready()
    const options = { userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) }
    const earlier = await registration.pushManager.getSubscription()
    // An address made for another key of the server's takes none of our messages.
    if (earlier && !isSameKey(earlier, options.applicationServerKey)) await earlier.unsubscribe()
    const { endpoint, keys } = (await registration.pushManager.subscribe(options)).toJSON()
    if (!endpoint || !keys?.p256dh || !keys.auth) throw new Unreached()
    return { endpoint, p256dh: keys.p256dh, auth: keys.auth, device }
  } catch (error) {
    throw error instanceof Unreached ? error : new Unreached()
  }
}

/** The worker that the app starts with; it never comes where there is none, as in development. */
function ready(): Promise<ServiceWorkerRegistration> {
  const late = new Promise<never>((_, refuse) => setTimeout(() => refuse(new Unreached()), PATIENCE_MS))
  return Promise.race([navigator.serviceWorker.ready, late])
}

/** What to call this browser in a list: "Chrome on Android" is enough to tell two apart. */
export function deviceOf(agent: string): string {
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Firefox\//.test(agent)
      ? 'Firefox'
      : /Chrome\//.test(agent)
        ? 'Chrome'
        : /Safari\//.test(agent)
          ? 'Safari'
          : ''
  const machine = /Android/.test(agent)
    ? 'Android'
    : /iPhone|iPad/.test(agent)
      ? 'iOS'
      : /Windows/.test(agent)
        ? 'Windows'
        : /Mac OS/.test(agent)
          ? 'Mac'
          : /Linux|CrOS/.test(agent)
            ? 'Linux'
            : ''
  return [browser, machine].filter(Boolean).join(' on ')
}

export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(text, letter => letter.charCodeAt(0))
}

function isSameKey(subscription: PushSubscription, key: Uint8Array): boolean {
  const theirs = subscription.options.applicationServerKey
  return theirs !== null && new Uint8Array(theirs).toString() === key.toString()
}
