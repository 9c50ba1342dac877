/** Notes on the phone: written down before anything is shown as kept, gone only when the server has them. */
import { field, type KeptNote, tellKeptChange } from './store'

const ONE_BREATH_MS = 1_000
let last = 0

/** Now, and later than the note before: two notes of one millisecond keep their order. */
function nextInstant(): string {
  const now = Date.now()
  // A clock that was set back is believed.
  last = now <= last && last - now < ONE_BREATH_MS ? last + 1 : now
  return new Date(last).toISOString()
}

export type NewNote = Pick<KeptNote, 'kind' | 'text' | 'case_pupil_id' | 'stage_key'> & {
  photo?: KeptNote['photo']
}

/** Resolves when the note is on the phone's disk; rejects when the phone cannot keep it. */
export async function keepNote(owner: string, round_id: string, made: NewNote): Promise<KeptNote> {
  const note: KeptNote = {
    ...made,
    id: crypto.randomUUID(),
    owner,
    round_id,
    device_at: nextInstant(),
    state: 'waiting',
    tried: false,
    undone: false,
  }
  const tx = (await field()).transaction('notes', 'readwrite', { durability: 'strict' })
  await Promise.all([tx.store.add(note), tx.done])
  tellKeptChange()
  return note
}

export async function notesOf(owner: string, round_id?: string): Promise<KeptNote[]> {
  const all = await (await field()).getAllFromIndex('notes', 'owner', owner)
  return round_id ? all.filter(note => note.round_id === round_id) : all
}

/** How many of this person's notes are on this phone only. */
export async function unsentOf(owner: string): Promise<number> {
  const all = await notesOf(owner)
  return all.filter(note => note.state !== 'stored' && !note.undone).length
}

/** Changes a note where it is, in one transaction; `null` takes it away, `undefined` leaves it. */
export async function changeNote(
  id: string,
  change: (note: KeptNote) => KeptNote | null | undefined,
): Promise<void> {
  const tx = (await field()).transaction('notes', 'readwrite', { durability: 'strict' })
  const note = await tx.store.get(id)
  const changed = note && change(note)
  if (changed === null) await tx.store.delete(id)
  else if (changed) await tx.store.put(changed)
  await tx.done
}

/** Takes a note back: at once if it never left the phone, otherwise the server is told. */
export async function undoNote(id: string): Promise<void> {
  await changeNote(id, note =>
    note.state === 'refused' || (note.state === 'waiting' && !note.tried) ? null : { ...note, undone: true },
  )
  tellKeptChange()
}

/** The same for a note that is on the server only. */
export async function withdrawLater(owner: string, round_id: string, id: string): Promise<void> {
  const note: KeptNote = {
    id,
    owner,
    round_id,
    kind: 'words',
    text: '',
    case_pupil_id: null,
    stage_key: '',
    device_at: nextInstant(),
    state: 'stored',
    tried: true,
    undone: true,
  }
  await (await field()).put('notes', note)
  tellKeptChange()
}

/** Refused notes wait again: what stood in the way may be mended. */
export async function tryAgain(owner: string): Promise<void> {
  for (const { id, state } of await notesOf(owner))
    if (state === 'refused') await changeNote(id, ({ reason: _, ...note }) => ({ ...note, state: 'waiting' }))
  tellKeptChange()
}

/** What the server's own list shows need not be kept twice. */
export async function dropListed(owner: string, round_id: string, listed: Set<string>): Promise<void> {
  for (const note of await notesOf(owner, round_id))
    if (note.state === 'stored' && !note.undone && listed.has(note.id)) await changeNote(note.id, () => null)
  tellKeptChange()
}
