import { TONES, tonesOf } from './tones'

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
