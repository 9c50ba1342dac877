import { merge, type RoundDraft } from './roundDraft'

const read: RoundDraft = {
  focus: 'Talk',
  held_on: '2026-11-05',
  start: '15:30',
  minutes: 45,
  time_source: 'protected',
  place: 'M6',
}

test('what was not touched becomes what is stored now', () => {
  expect(merge(read, read, { ...read, place: 'Library' })).toEqual({
    draft: { ...read, place: 'Library' },
    both: [],
  })
})

test('what was typed stays, and is named where a colleague changed the same', () => {
  const typed = { ...read, start: '15:45', minutes: 60 }
  expect(merge(read, typed, { ...read, start: '16:00' })).toEqual({ draft: typed, both: ['start'] })
})

test('the same change twice is no difference', () => {
  const changed = { ...read, minutes: 60 }
  expect(merge(read, changed, changed)).toEqual({ draft: changed, both: [] })
})
