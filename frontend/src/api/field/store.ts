/**
 * What the phone keeps: notes on their way, what is needed to observe without signal, and who was signed in.
 * Everything belongs to one person in one school (`owner`); nobody else on the same tablet sees or sends it.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Me } from '../me'
import type { ObservingOut } from './shapes'

export type KeptKind = 'words' | 'moment' | 'photo' | 'sheet'

export type KeptNote = {
  /** Made here: the server knows a note sent twice by it. */
  id: string
  owner: string
  round_id: string
  kind: KeptKind
  text: string
  case_pupil_id: string | null
  stage_key: string
  /** When this phone's clock said it was. The server puts a wrong clock right. */
  device_at: string
  photo?: { bytes: ArrayBuffer; type: string }
  /** `stored` only after the server has said so. */
  state: 'waiting' | 'stored' | 'refused'
  /** It may have left the phone, even if no answer came. */
  tried: boolean
  /** Taken back here; the server is still to be told. */
  undone: boolean
  /** Why the server would not have it. */
  reason?: string
}

export type KeptObserving = {
  owner: string
  round_id: string
  data: ObservingOut
  kept_at: number
  /** The school's clock minus this phone's. */
  clock_off_ms: number
}

type KeptPerson = { key: 'last'; owner: string; me: Me; at: number }

interface Field extends DBSchema {
  notes: { key: string; value: KeptNote; indexes: { owner: string } }
  observing: { key: [string, string]; value: KeptObserving; indexes: { owner: string } }
  people: { key: string; value: KeptPerson }
}

let opened: Promise<IDBPDatabase<Field>> | null = null

export function field(): Promise<IDBPDatabase<Field>> {
  opened ??= openDB<Field>('kenkyu-field', 1, {
    upgrade(db) {
      db.createObjectStore('notes', { keyPath: 'id' }).createIndex('owner', 'owner')
      db.createObjectStore('observing', { keyPath: ['owner', 'round_id'] }).createIndex('owner', 'owner')
      db.createObjectStore('people', { keyPath: 'key' })
    },
    blocking: (_before, _now, event) => {
      ;(event.target as IDBDatabase).close()
      opened = null
    },
    terminated: () => {
      opened = null
    },
  }).catch(error => {
    opened = null
    throw error
  })
  return opened
}

export const ownerOf = (me: Pick<Me, 'account_id' | 'staff_id'>): string => `${me.account_id}:${me.staff_id}`

// ---- telling the screens, in this tab and in others -------------------------------------------------

const listeners = new Set<() => void>()
const between = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('kenkyu-field')
between?.addEventListener('message', () => {
  for (const listen of listeners) listen()
})

export function onKeptChange(listen: () => void): () => void {
  listeners.add(listen)
  return () => void listeners.delete(listen)
}

export function tellKeptChange(): void {
  for (const listen of listeners) listen()
  between?.postMessage(null)
}
