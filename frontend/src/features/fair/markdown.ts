/** What the buttons above a text do to it. Pure. */

export const MARKS = ['bold', 'italic', 'list', 'numbers', 'link', 'table'] as const
export type Mark = (typeof MARKS)[number]

/** Puts `text` in the place of what stands between `from` and `to`, and selects a part of the whole. */
export type Change = { from: number; to: number; text: string; select: [number, number] }

const ROUND = { bold: '**', italic: '*' } as const
const ADDRESS = 'https://'

/** `words` stand where nothing was selected. */
export function changeOf(mark: Mark, whole: string, start: number, end: number, words: string): Change {
  if (mark === 'bold' || mark === 'italic') return wrapped(whole, start, end, ROUND[mark], words)
  if (mark === 'link') return linked(whole, start, end, words)
  if (mark === 'table') return tabled(whole, end, words)
  return listed(mark, whole, start, end, words)
}

export const applied = (whole: string, { from, to, text }: Change): string =>
  whole.slice(0, from) + text + whole.slice(to)

function wrapped(whole: string, start: number, end: number, round: string, words: string): Change {
  const [from, to] = trimmed(whole, start, end)
  const size = round.length
  const isBold = whole.slice(from - 2, from) === '**' && whole.slice(to, to + 2) === '**'
  const isRound =
    whole.slice(from - size, from) === round &&
    whole.slice(to, to + size) === round &&
    (size === 2 || !isBold)
  if (isRound && to > from)
    return {
      from: from - size,
      to: to + size,
      text: whole.slice(from, to),
      select: [from - size, to - size],
    }
  const inner = whole.slice(from, to) || words
  return { from, to, text: round + inner + round, select: [from + size, from + size + inner.length] }
}

function linked(whole: string, start: number, end: number, words: string): Change {
  const [from, to] = trimmed(whole, start, end)
  const inner = whole.slice(from, to) || words
  const at = from + inner.length + 3
  return { from, to, text: `[${inner}](${ADDRESS})`, select: [at, at + ADDRESS.length] }
}

function tabled(whole: string, end: number, words: string): Change {
  const at = lineEnd(whole, end)
  const before = gap(whole.slice(0, at))
  const head = `| ${words} |  |  |`
  const text = `${before}${head}\n| --- | --- | --- |\n|  |  |  |\n`
  const from = at + before.length + 2
  return { from: at, to: at, text, select: [from, from + words.length] }
}

function listed(mark: 'list' | 'numbers', whole: string, start: number, end: number, words: string): Change {
  const from = whole.lastIndexOf('\n', start - 1) + 1
  const to = lineEnd(whole, end)
  const lines = (whole.slice(from, to) || words).split('\n')
  const sign = mark === 'list' ? /^[-*] / : /^\d+\. /
  const isOne = lines.every(line => !line.trim() || sign.test(line))
  let number = 0
  const made = lines.map(line => {
    if (!line.trim()) return line
    const bare = line.replace(/^(?:[-*]|\d+\.) /, '')
    number += 1
    return isOne ? bare : `${mark === 'list' ? '-' : `${number}.`} ${bare}`
  })
  // A list begins after an empty line, or it is read as part of the paragraph above.
  const before = isOne ? '' : gap(whole.slice(0, from))
  const text = before + made.join('\n')
  return { from, to, text, select: [from + before.length, from + text.length] }
}

/** What has to stand before a block: nothing at the beginning or after an empty line. */
const gap = (before: string): string =>
  before.trim() === '' || /\n[ \t]*\n$/.test(before) ? '' : before.endsWith('\n') ? '\n' : '\n\n'

function lineEnd(whole: string, at: number): number {
  const end = whole.indexOf('\n', at)
  return end === -1 ? whole.length : end
}

/** Marks stand close to their words: `** bold **` is not bold. */
function trimmed(whole: string, start: number, end: number): [number, number] {
  const chosen = whole.slice(start, end)
  if (!chosen.trim()) return [start, end]
  return [
    start + (chosen.length - chosen.trimStart().length),
    end - (chosen.length - chosen.trimEnd().length),
  ]
}

/** How a picture of the finding is named in its text. */
export const pictureMark = (id: string, alt: string): string =>
  `![${alt
    .replace(/[[\]\\]/g, '')
    .replace(/\s+/g, ' ')
    .trim()}](file:${id})`

/** The text with a picture as its last paragraph. */
export const withPicture = (text: string, id: string, alt: string): string =>
  [text.trimEnd(), pictureMark(id, alt)].filter(Boolean).join('\n\n')

export const holdsFile = (text: string, id: string): boolean => text.includes(`(file:${id})`)
