import { begun, type Draft, mergeOf, wordsIn } from './findingDraft'

const draft = (change: Partial<Draft> = {}): Draft => ({
  ...begun('Title'),
  background: 'Before',
  aims: 'Aims',
  ...change,
})

test.each([
  ['', 0],
  ['  ', 0],
  ['One', 1],
  ['  Take the first\nstep away ', 5],
])('"%s" has %i words', (text, count) => {
  expect(wordsIn(text)).toBe(count)
})

test('changes to different parts are both kept', () => {
  const merge = mergeOf(draft(), draft({ aims: 'Mine' }), draft({ background: 'Theirs' }))
  expect(merge.clashes).toEqual([])
  expect(merge.taken).toEqual(['background'])
  expect(merge.draft).toEqual(draft({ aims: 'Mine', background: 'Theirs' }))
})

test('changes to one part clash, and mine stands until somebody chooses', () => {
  const merge = mergeOf(draft(), draft({ aims: 'Mine' }), draft({ aims: 'Theirs' }))
  expect(merge.clashes).toEqual(['aims'])
  expect(merge.draft.aims).toBe('Mine')
})

test('the same change on both sides is no clash', () => {
  const merge = mergeOf(draft(), draft({ aims: 'Same' }), draft({ aims: 'Same' }))
  expect(merge).toEqual({ draft: draft({ aims: 'Same' }), clashes: [], taken: [] })
})
