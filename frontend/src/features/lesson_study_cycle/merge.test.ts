import { mergeTexts } from './merge'

test('what only one side changed is taken from that side', () => {
  const base = { aims: 'Before', why: 'Before' }

  const merge = mergeTexts(base, { aims: 'Mine', why: 'Before' }, { aims: 'Before', why: 'Theirs' })

  expect(merge).toEqual({ texts: { aims: 'Mine', why: 'Theirs' }, clashes: [], taken: ['why'] })
})

test('the same change on both sides is one change', () => {
  expect(mergeTexts({ aims: '' }, { aims: 'Both' }, { aims: 'Both' }).clashes).toEqual([])
})

test('a place that both changed differently is to be chosen, and mine stands until then', () => {
  const merge = mergeTexts({ aims: 'Before' }, { aims: 'Mine' }, { aims: 'Theirs' })

  expect(merge.texts).toEqual({ aims: 'Mine' })
  expect(merge.clashes).toEqual([{ path: 'aims', before: 'Before', mine: 'Mine', theirs: 'Theirs' }])
})

test('what one side removed and the other left alone is gone', () => {
  expect(mergeTexts({ aims: 'Before' }, {}, { aims: 'Before' }).texts).toEqual({})
})
