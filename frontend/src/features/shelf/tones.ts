/** The grounds of typographic covers. Pure. */

export const TONES = ['teal', 'sand', 'mint', 'ink', 'clay'] as const
export type Tone = (typeof TONES)[number]

/** Cards beside or above one another: as many to a row as the fair has at its widest. */
const NEAR = 3

const sumOf = (text: string) => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7)

/** A tone by the card's own focus, moved on where a neighbour has it: never two alike side by side. */
export function tonesOf(cards: readonly { id: string; focus: string }[]): Tone[] {
  const tones: Tone[] = []
  for (const { id, focus } of cards) {
    const near = tones.slice(-NEAR)
    const first = sumOf(focus || id)
    const free = TONES.map((_, step) => TONES[(first + step) % TONES.length] ?? 'teal')
    tones.push(free.find(tone => !near.includes(tone)) ?? 'teal')
  }
  return tones
}
