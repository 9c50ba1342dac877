/** Sends what the phone keeps. Nothing is taken away here before the server has said that it has it. */
import { isNetworkFailure, Refused } from '../problems'
import { changeNote, notesOf } from './notes'
import type { NoteResult } from './shapes'
import { field, type KeptNote, tellKeptChange } from './store'

/** The way to the server; the tests have their own. */
export type Wire = {
  /** Whose session the browser holds now, or null. */
  owner(): Promise<string | null>
  notes(round_id: string, notes: KeptNote[]): Promise<NoteResult[]>
  photo(note: KeptNote): Promise<void>
  withdraw(id: string): Promise<void>
}

export type Sent = 'sent' | 'nothing' | 'offline' | 'signed_out' | 'other_person' | 'later'

const NOTES_MAX = 200
const CHARACTERS_MAX = 120_000

/** Parts of one round's notes that fit into a request, oldest first. */
export function partsOf(notes: KeptNote[]): KeptNote[][] {
  const parts: KeptNote[][] = []
  let size = 0
  for (const note of [...notes].sort((a, b) => a.device_at.localeCompare(b.device_at))) {
    const part = parts.at(-1)
    if (!part || part.length >= NOTES_MAX || size + note.text.length > CHARACTERS_MAX) {
      parts.push([note])
      size = note.text.length
    } else {
      part.push(note)
      size += note.text.length
    }
  }
  return parts
}

/** One go at everything that waits. A lost connection ends it; the rest waits for the next. */
export async function sendKept(owner: string, wire: Wire): Promise<Sent> {
  const all = await notesOf(owner)
  if (!all.some(note => note.state === 'waiting' || note.undone)) return 'nothing'
  try {
    const now = await wire.owner()
    if (now === null) return 'signed_out'
    if (now !== owner) return 'other_person'
    const waiting = all.filter(note => note.state === 'waiting')
    for (const round of new Set(waiting.map(note => note.round_id)))
      for (const part of partsOf(waiting.filter(note => note.round_id === round && !note.photo)))
        await sendPart(round, part, wire)
    for (const note of waiting) if (note.photo) await sendPhoto(note, wire)
    await sendWithdrawn(owner, wire)
    return 'sent'
  } catch (error) {
    if (error instanceof Refused) return error.status === 401 ? 'signed_out' : 'later'
    if (isNetworkFailure(error) || error instanceof DOMException) return 'offline'
    throw error
  } finally {
    tellKeptChange()
  }
}

/** Not the note's fault: ask again later. */
const isPassing = (error: Refused) => error.status === 401 || error.status === 429 || error.status >= 500
const wordsOf = ({ problem }: Refused) => problem.detail || problem.title

async function sendPart(round: string, part: KeptNote[], wire: Wire): Promise<void> {
  const going = await markTried(part)
  if (going.length === 0) return
  let results: NoteResult[]
  try {
    results = await wire.notes(round, going)
  } catch (error) {
    if (!(error instanceof Refused) || isPassing(error)) throw error
    if (going.length > 1 && (error.status === 413 || error.status === 422)) {
      // Something in it cannot be read: halves, until the one stands alone and the others have gone.
      const half = Math.ceil(going.length / 2)
      await sendPart(round, going.slice(0, half), wire)
      return sendPart(round, going.slice(half), wire)
    }
    for (const note of going) await refuse(note.id, wordsOf(error))
    return
  }
  for (const { id, outcome, problem } of results)
    if (outcome === 'refused') await refuse(id, problem?.detail || problem?.title || '')
    else await changeNote(id, note => ({ ...note, state: 'stored' }))
}

async function sendPhoto(note: KeptNote, wire: Wire): Promise<void> {
  const [going] = await markTried([note])
  if (!going) return
  try {
    await wire.photo(going)
    await changeNote(going.id, ({ photo: _, ...kept }) => ({ ...kept, state: 'stored' }))
  } catch (error) {
    if (!(error instanceof Refused) || isPassing(error)) throw error
    await refuse(going.id, wordsOf(error))
  }
}

/** What was taken back after it had left: told to the server, then forgotten here. */
async function sendWithdrawn(owner: string, wire: Wire): Promise<void> {
  for (const note of await notesOf(owner)) {
    if (!note.undone || note.state === 'waiting') continue
    try {
      if (note.state === 'stored') await wire.withdraw(note.id)
      await changeNote(note.id, () => null)
      await forgetListed(owner, note)
    } catch (error) {
      if (!(error instanceof Refused) || isPassing(error)) throw error
      if (error.status === 404) await changeNote(note.id, () => null)
      else await changeNote(note.id, kept => ({ ...kept, undone: false, reason: wordsOf(error) }))
    }
  }
}

async function forgetListed(owner: string, note: KeptNote): Promise<void> {
  const db = await field()
  const kept = await db.get('observing', [owner, note.round_id])
  if (!kept) return
  const mine = kept.data.mine.filter(one => one.id !== note.id)
  await db.put('observing', { ...kept, data: { ...kept.data, mine } })
}

const refuse = (id: string, reason: string) => changeNote(id, note => ({ ...note, state: 'refused', reason }))

/** From here on nobody knows whether it left; taking it back must ask the server. */
async function markTried(notes: KeptNote[]): Promise<KeptNote[]> {
  const going: KeptNote[] = []
  for (const { id } of notes)
    await changeNote(id, note => {
      if (note.state !== 'waiting') return undefined
      going.push(note)
      return { ...note, tried: true }
    })
  return going
}
