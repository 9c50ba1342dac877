import { begun, type Draft, mergeOf, wordsIn } from './findingDraft'
import { TONES, tonesOf } from './tones'

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

test('no card has the tone of one of the three before it', () => {
  const cards = Array.from({ length: 40 }, (_, at) => ({
    id: `${at}`,
    focus: ['Talk', 'Reading'][at % 2] ?? '',
  }))
  const tones = tonesOf(cards)
  tones.forEach((tone, at) => {
    expect(tones.slice(Math.max(0, at - 3), at)).not.toContain(tone)
    expect(TONES).toContain(tone)
  })
})

test('a card alone has the tone of its focus, whatever its place', () => {
  expect(tonesOf([{ id: '1', focus: 'Talk' }])).toEqual(tonesOf([{ id: '2', focus: 'Talk' }]))
})
