/** The real way to the server, with a limit on waiting: a request that hangs in a bad corner is a lost one. */
import type { Me } from '../me'
import { asProblem, Refused } from '../problems'
import type { Wire } from './outbox'
import type { NoteResult } from './shapes'
import { ownerOf } from './store'

const SECONDS = 15
const PHOTO_SECONDS = 90

/** A plain request: the outbox runs beside the screens and must not wait for what they do. */
export async function ask<T>(method: string, path: string, body?: unknown, seconds = SECONDS): Promise<T> {
  const isForm = body instanceof FormData
  const response = await fetch(
    new Request(new URL(path, globalThis.location.origin), {
      method,
      credentials: 'same-origin',
      headers: { 'X-Kenkyu': '1', ...(body && !isForm ? { 'Content-Type': 'application/json' } : {}) },
      ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(seconds * 1000),
    }),
  )
  const text = await response.text()
  if (response.ok) return (text ? JSON.parse(text) : undefined) as T
  throw new Refused(response.status, asProblem(parsed(text), response))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const askMe = (seconds?: number) =>
  ask<Me | null>('GET', '/api/me', undefined, seconds).catch((error: unknown) => {
    if (error instanceof Refused && error.status === 401) return null
    throw error
  })

const now = () => new Date().toISOString()

export const wire: Wire = {
  owner: async () => {
    const me = await askMe()
    return me && ownerOf(me)
  },
  notes: async (round_id, notes) => {
    const { results } = await ask<{ results: NoteResult[] }>('POST', `/api/rounds/${round_id}/notes`, {
      sent_at: now(),
      notes: notes.map(({ id, kind, text, case_pupil_id, stage_key, device_at }) => ({
        id,
        kind,
        text,
        case_pupil_id,
        stage_key,
        device_at,
      })),
    })
    return results
  },
  photo: async note => {
    const form = new FormData()
    const { bytes, type } = note.photo ?? { bytes: new ArrayBuffer(0), type: '' }
    form.append('file', new Blob([bytes], { type }), `photo.${type.split('/')[1] ?? 'jpeg'}`)
    // The person has said so before the photograph was kept at all.
    form.append('has_no_faces', 'true')
    form.append('kind', note.kind)
    form.append('stage_key', note.stage_key)
    form.append('device_at', note.device_at)
    form.append('sent_at', now())
    if (note.case_pupil_id) form.append('case_pupil_id', note.case_pupil_id)
    await ask('POST', `/api/rounds/${note.round_id}/notes/${note.id}/photo`, form, PHOTO_SECONDS)
  },
  withdraw: id => ask('DELETE', `/api/notes/${id}`),
}
