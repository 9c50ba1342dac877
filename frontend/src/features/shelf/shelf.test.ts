import { askedFor, chosenIn, feedOf, isNarrowed, isSame, narrowed } from './shelf'

test('the server is asked by its own names', () => {
  expect(askedFor({ q: 'talk', school: 's1', group: 'g1', mechanism: 8 })).toEqual({
    q: 'talk',
    school_id: 's1',
    group_id: 'g1',
    mechanism: 8,
  })
  expect(askedFor({})).toEqual({})
})

test('a feed knows labels, and no words', () => {
  expect(feedOf('json', {})).toBe('/feeds/fair.json')
  expect(feedOf('atom', { q: 'silence', focus: 'Talk & more', phase: 'ks3' })).toBe(
    '/feeds/fair.atom?focus=Talk+%26+more&phase=ks3',
  )
})

test('labels are the same however they are written', () => {
  expect(isSame('Wait  time ', 'wait time')).toBe(true)
  expect(isSame(8, '8')).toBe(true)
  expect(isSame(undefined, undefined)).toBe(false)
})

test('a label is added, changed and let go', () => {
  expect(narrowed({ q: 'talk' }, 'mechanism', '8')).toEqual({ q: 'talk', mechanism: 8 })
  expect(narrowed({ focus: 'Talk', q: 'a' }, 'focus', undefined)).toEqual({ q: 'a' })
  expect(narrowed({ q: 'a' }, 'q', '')).toEqual({})
})

test('what the list is narrowed by', () => {
  expect(isNarrowed({})).toBe(false)
  expect(isNarrowed({ q: 'a' })).toBe(true)
  expect(chosenIn({ q: 'a', subject: 'English', mechanism: 3 })).toEqual([
    { kind: 'subject', value: 'English' },
    { kind: 'mechanism', value: '3' },
  ])
})
