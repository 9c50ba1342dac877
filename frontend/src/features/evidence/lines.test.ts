import type { NoteOut, ObservingOut } from '../../api/field/shapes'
import type { KeptNote } from '../../api/field/store'
import { linesOf, placeOf } from './lines'

const pupil = (id: string, label: string, is_mine = false) => ({
  id,
  label,
  attributes: [],
  typifies: '',
  success_criterion: '',
  predictions: {},
  is_mine,
})
const observing = (mine: Partial<NoteOut>[] = []) =>
  ({
    stages: [{ key: 'recall', title: 'Recall', minutes: 10 }],
    pupils: [pupil('a', 'A'), pupil('b', 'B', true)],
    mine: mine.map(note => ({
      label: 'A',
      case_pupil_id: 'a',
      stage_key: 'recall',
      may_withdraw: true,
      ...note,
    })),
  }) as unknown as ObservingOut
const kept = (change: Partial<KeptNote>) =>
  ({
    case_pupil_id: 'b',
    stage_key: 'recall',
    kind: 'words',
    state: 'waiting',
    undone: false,
    ...change,
  }) as KeptNote

test('what is here and there is one list, newest first, each note once', () => {
  const data = observing([{ id: '1', noted_at: '2026-11-03T11:10:00Z' }])

  const lines = linesOf(
    data,
    [
      kept({ id: '1', device_at: '2026-11-03T11:10:00Z', state: 'stored' }),
      kept({ id: '2', device_at: '2026-11-03T11:12:00Z' }),
    ],
    0,
  )

  expect(lines.map(line => [line.id, line.where, line.label])).toEqual([
    ['2', 'phone', 'B'],
    ['1', 'server', 'A'],
  ])
})

test('a wrong clock is put right before anything is sent', () => {
  const [line] = linesOf(observing(), [kept({ id: '1', device_at: '2026-11-02T11:12:00Z' })], 86_400_000)

  expect(new Date(line?.at ?? 0).toISOString()).toBe('2026-11-03T11:12:00.000Z')
})

test('what was taken back is gone from the list at once', () => {
  const data = observing([{ id: '1', noted_at: '2026-11-03T11:10:00Z' }])

  expect(linesOf(data, [kept({ id: '1', undone: true, state: 'stored', device_at: '' })], 0)).toEqual([])
})

test('noting goes on where it stopped, and begins with the pupil whom I watch', () => {
  const data = observing([{ id: '1', noted_at: '2026-11-03T11:10:00Z' }])

  expect(placeOf(observing(), [])).toEqual({ pupil: 'b', stage: 'recall' })
  expect(placeOf(data, linesOf(data, [], 0))).toEqual({ pupil: 'a', stage: 'recall' })
})
