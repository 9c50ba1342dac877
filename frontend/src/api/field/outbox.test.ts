import 'fake-indexeddb/auto'
import { Refused } from '../problems'
import { keepNote, notesOf, tryAgain, undoNote, unsentOf } from './notes'
import { partsOf, sendKept, type Wire } from './outbox'
import type { NoteResult } from './shapes'
import { field, type KeptNote } from './store'

const ME = 'account:ruth'
const words = (text: string) => ({ kind: 'words' as const, text, case_pupil_id: 'a', stage_key: 'recall' })
const problem = (status: number, detail: string) =>
  new Refused(status, { type: '/problems/x', title: 'No', status, detail })

/** A server that keeps notes by their id, as the real one does. */
function server(change: Partial<Wire> = {}) {
  const kept = new Map<string, string>()
  const calls: string[][] = []
  const withdrawn: string[] = []
  const wire: Wire = {
    owner: async () => ME,
    notes: async (_, notes) => {
      calls.push(notes.map(note => note.text))
      return notes.map((note): NoteResult => {
        const outcome = kept.has(note.id) ? 'already' : 'stored'
        kept.set(note.id, note.text)
        return { id: note.id, outcome }
      })
    },
    photo: async note => void kept.set(note.id, 'photo'),
    withdraw: async id => {
      withdrawn.push(id)
      kept.delete(id)
    },
    ...change,
  }
  return { wire, kept, calls, withdrawn }
}

beforeEach(async () => {
  const db = await field()
  await db.clear('notes')
})

test('notes made without signal arrive once, oldest first, whatever is repeated', async () => {
  await keepNote(ME, 'round', words('first'))
  await keepNote(ME, 'round', words('second'))
  const { wire, kept, calls } = server()

  expect(await sendKept(ME, { ...wire, owner: () => Promise.reject(new TypeError('away')) })).toBe('offline')
  expect(await unsentOf(ME)).toBe(2)
  expect(await sendKept(ME, wire)).toBe('sent')
  expect(await sendKept(ME, wire)).toBe('nothing')

  expect([...kept.values()]).toEqual(['first', 'second'])
  expect(calls).toEqual([['first', 'second']])
  expect(await unsentOf(ME)).toBe(0)
})

test('an answer that is lost on the way back loses and doubles nothing', async () => {
  await keepNote(ME, 'round', words('once'))
  const { wire, kept } = server()
  let lost = 0
  const leaky: Wire = {
    ...wire,
    notes: async (round, notes) => {
      const results = await wire.notes(round, notes)
      if (lost++ === 0) throw new TypeError('away')
      return results
    },
  }

  expect(await sendKept(ME, leaky)).toBe('offline')
  expect((await notesOf(ME))[0]?.state).toBe('waiting')
  await sendKept(ME, leaky)

  expect([...kept.values()]).toEqual(['once'])
  expect((await notesOf(ME))[0]?.state).toBe('stored')
})

test('one refused note stays with its reason, and the others go', async () => {
  await keepNote(ME, 'round', words('fine'))
  const bad = await keepNote(ME, 'round', words('bad'))
  const { wire, kept } = server()
  const choosy: Wire = {
    ...wire,
    notes: async (round, notes) => [
      ...(await wire.notes(
        round,
        notes.filter(note => note.id !== bad.id),
      )),
      { id: bad.id, outcome: 'refused', problem: { title: 'No', detail: 'Another note has this number.' } },
    ],
  }

  await sendKept(ME, choosy)

  const left = (await notesOf(ME)).find(note => note.id === bad.id)
  expect(left).toMatchObject({ state: 'refused', reason: 'Another note has this number.', text: 'bad' })
  expect([...kept.values()]).toEqual(['fine'])
  await tryAgain(ME)
  await sendKept(ME, wire)
  expect([...kept.values()]).toEqual(['fine', 'bad'])
})

test('a request that cannot be read is halved until only what is wrong in it stays', async () => {
  for (const text of ['a', 'b', 'wrong', 'c']) await keepNote(ME, 'round', words(text))
  const { wire, kept } = server()
  const strict: Wire = {
    ...wire,
    notes: async (round, notes) => {
      if (notes.some(note => note.text === 'wrong')) throw problem(422, 'It cannot be read.')
      return wire.notes(round, notes)
    },
  }

  await sendKept(ME, strict)

  expect([...kept.values()].sort()).toEqual(['a', 'b', 'c'])
  expect((await notesOf(ME)).filter(note => note.state === 'refused')).toMatchObject([
    { text: 'wrong', reason: 'It cannot be read.' },
  ])
})

test('a busy server refuses nothing', async () => {
  await keepNote(ME, 'round', words('wait'))

  expect(await sendKept(ME, server({ notes: () => Promise.reject(problem(503, 'Busy')) }).wire)).toBe('later')

  expect((await notesOf(ME))[0]?.state).toBe('waiting')
})

test('another person on the same tablet neither sees nor sends them', async () => {
  await keepNote(ME, 'round', words('mine'))
  const { wire, kept } = server({ owner: async () => 'account:ben' })

  expect(await notesOf('account:ben')).toEqual([])
  expect(await sendKept('account:ben', wire)).toBe('nothing')
  expect(await sendKept(ME, wire)).toBe('other_person')
  expect(await sendKept(ME, server({ owner: async () => null }).wire)).toBe('signed_out')

  expect(kept.size).toBe(0)
  expect(await unsentOf(ME)).toBe(1)
})

test('what is taken back before it left never leaves; afterwards the server is told', async () => {
  const early = await keepNote(ME, 'round', words('early'))
  await undoNote(early.id)
  const late = await keepNote(ME, 'round', words('late'))
  const { wire, kept, calls, withdrawn } = server()
  await sendKept(ME, wire)
  await undoNote(late.id)
  await sendKept(ME, wire)

  expect(calls).toEqual([['late']])
  expect(withdrawn).toEqual([late.id])
  expect(kept.size).toBe(0)
  expect(await notesOf(ME)).toEqual([])
})

test('a note taken back while nobody knows whether it arrived is sent, then withdrawn', async () => {
  const note = await keepNote(ME, 'round', words('unsure'))
  const { wire, withdrawn } = server()
  await sendKept(ME, { ...wire, notes: () => Promise.reject(new TypeError('away')) })
  await undoNote(note.id)
  await sendKept(ME, wire)

  expect(withdrawn).toEqual([note.id])
  expect(await notesOf(ME)).toEqual([])
})

test('a withdrawal that the closed discussion refuses keeps the note, with the reason', async () => {
  const note = await keepNote(ME, 'round', words('closed'))
  const { wire } = server({ withdraw: () => Promise.reject(problem(409, 'The discussion is closed.')) })
  await sendKept(ME, wire)
  await undoNote(note.id)
  await sendKept(ME, wire)

  expect(await notesOf(ME)).toMatchObject([{ undone: false, reason: 'The discussion is closed.' }])
})

test('long notes are sent in parts that a request can hold', () => {
  const note = (at: number, size: number) =>
    ({
      text: 'x'.repeat(size),
      device_at: `2026-11-03T11:${String(at % 60).padStart(2, '0')}:00Z`,
    }) as KeptNote

  expect(partsOf(Array.from({ length: 450 }, (_, at) => note(at, 5))).map(part => part.length)).toEqual([
    200, 200, 50,
  ])
  expect(partsOf(Array.from({ length: 60 }, (_, at) => note(at, 4000))).map(part => part.length)).toEqual([
    30, 30,
  ])
})

test('a photograph stays until the server has it', async () => {
  await keepNote(ME, 'round', {
    ...words(''),
    kind: 'photo',
    photo: { bytes: new ArrayBuffer(8), type: 'image/webp' },
  })
  const { wire, kept } = server()

  await sendKept(ME, { ...wire, photo: () => Promise.reject(new TypeError('away')) })
  expect((await notesOf(ME))[0]?.photo?.bytes.byteLength).toBe(8)
  await sendKept(ME, wire)

  expect([...kept.values()]).toEqual(['photo'])
  expect((await notesOf(ME))[0]).toMatchObject({ state: 'stored' })
})
