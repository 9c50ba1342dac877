import {
  asked,
  busyIn,
  forCoverLead,
  type Lesson,
  type Member,
  propose,
  reservedBy,
  type Slice,
  toggled,
} from './choice'

const HALVES = [
  { start: '11:05', end: '11:35' },
  { start: '11:35', end: '12:05' },
]
type Rough = 'free' | 'cannot' | string[]

/** A half: free, impossible, or teaching with those who could cover. */
const half = (slice: number, is: Rough): Slice => ({
  slice,
  ...(HALVES[slice] ?? { start: '', end: '' }),
  state: Array.isArray(is) ? 'needs_cover' : is,
  reason: '',
  teaches_class: Array.isArray(is) ? '8M2' : null,
  cover: Array.isArray(is) ? is.map(id => ({ staff_id: id, name: id, can: true, reason: '' })) : [],
})
const member = (id: string, halves: Rough[], observe = 90, cover = 90): Member => ({
  staff_id: id,
  name: id,
  department: '',
  observe_minutes_left: observe,
  cover_minutes_left: cover,
  slices: halves.map((is, slice) => half(slice, is)),
})
const lesson = (...members: Member[]): Lesson => ({
  held_on: '2026-11-12',
  period: 'P3',
  start: '11:05',
  end: '12:05',
  class_name: '9A',
  subject: 'Geography',
  room: 'H4',
  can_host: true,
  reason: '',
  members,
  free_observers: 0,
  coverable_observers: 0,
  summary: '',
})

test('whoever is free is proposed before anybody who needs cover', () => {
  const picks = propose(
    lesson(
      member('priya', [['ben'], 'cannot']),
      member('tom', ['cannot', 'free']),
      member('ben', ['cannot', 'cannot']),
    ),
  )

  expect(picks).toEqual([
    { staffId: 'tom', slice: 1, askIds: [] },
    { staffId: 'priya', slice: 0, askIds: ['ben'] },
  ])
})

test('nobody is proposed to cover in the half in which they observe', () => {
  const picks = propose(lesson(member('tom', ['free', 'cannot']), member('priya', [['tom'], ['tom']])))

  expect(picks).toContainEqual({ staffId: 'priya', slice: 1, askIds: ['tom'] })
})

test('one colleague is not asked to cover two classes in one half', () => {
  const picks = propose(
    lesson(
      member('priya', [['ben'], 'cannot']),
      member('tom', [['ben'], 'cannot']),
      member('ben', ['cannot', 'cannot']),
    ),
  )

  expect(picks).toHaveLength(1)
})

test('the cover lead is only proposed when there would be no observer at all', () => {
  const picks = propose(lesson(member('priya', [[], 'cannot'])))

  expect(picks).toEqual([{ staffId: 'priya', slice: 0, askIds: [] }])
  expect(forCoverLead(lesson(member('priya', [[], 'cannot'])), picks)).toBe(1)
})

test('without minutes in the pot nobody is proposed; with exactly enough they are', () => {
  expect(propose(lesson(member('tom', ['free'], 29)))).toEqual([])
  expect(propose(lesson(member('tom', ['free'], 30)))).toHaveLength(1)
})

test('what is reserved adds up by person and pot, with what is left', () => {
  const here = lesson(member('priya', [['ben'], ['ben']]), member('ben', ['cannot', 'cannot'], 0, 60))
  const picks = [
    { staffId: 'priya', slice: 0, askIds: ['ben'] },
    { staffId: 'priya', slice: 1, askIds: ['ben'] },
  ]

  expect(reservedBy(here, picks)).toEqual([
    { staffId: 'priya', name: 'priya', pot: 'observe', minutes: 60, left: 30 },
    { staffId: 'ben', name: 'ben', pot: 'cover', minutes: 60, left: 0 },
  ])
  expect(asked(picks)).toEqual(['ben'])
})

test('choosing somebody to observe frees them from covering in that half', () => {
  const priya = member('priya', [['tom'], 'cannot'])
  const tom = member('tom', ['free', 'free'])
  const before = [{ staffId: 'priya', slice: 0, askIds: ['tom'] }]

  const after = toggled(before, 'tom', tom.slices[0] as Slice)

  expect(after).toContainEqual({ staffId: 'priya', slice: 0, askIds: [] })
  expect([...busyIn(after, 0)].sort()).toEqual(['priya', 'tom'])
  expect(toggled(after, 'priya', priya.slices[0] as Slice)).toEqual([
    { staffId: 'tom', slice: 0, askIds: [] },
  ])
})
