import { applied, changeOf, holdsFile, type Mark, pictureMark, withPicture } from './markdown'

/** The text after the button, with the selection shown in ‹›; `‹›` in the text before is what was selected. */
const pressed = (mark: Mark, shown: string) => {
  const start = shown.indexOf('‹')
  const end = shown.indexOf('›') - 1
  const change = changeOf(mark, shown.replace(/[‹›]/g, ''), start, end, 'words')
  const text = applied(shown.replace(/[‹›]/g, ''), change)
  const [from, to] = change.select
  return `${text.slice(0, from)}‹${text.slice(from, to)}›${text.slice(to)}`
}

test.each<[Mark, string, string]>([
  ['bold', 'We ‹waited› here', 'We **‹waited›** here'],
  ['bold', 'We **‹waited›** here', 'We ‹waited› here'],
  ['bold', 'We‹ waited ›here', 'We **‹waited›** here'],
  ['bold', '‹›', '**‹words›**'],
  ['italic', '**‹both›**', '***‹both›***'],
  ['italic', 'a *‹b›* c', 'a ‹b› c'],
  ['link', 'See ‹this› one', 'See [this](‹https://›) one'],
  ['list', '‹one\ntwo›', '‹- one\n- two›'],
  ['list', '‹- one\n- two›', '‹one\ntwo›'],
  ['list', 'Before\no‹ne›', 'Before\n\n‹- one›'],
  ['numbers', '‹- one\n- two›', '‹1. one\n2. two›'],
  ['list', '‹›', '‹- words›'],
])('%s: %j becomes %j', (mark, before, after) => expect(pressed(mark, before)).toBe(after))

test('a table stands after an empty line, and its first heading is chosen', () => {
  expect(pressed('table', 'Before‹›')).toBe('Before\n\n| ‹words› |  |  |\n| --- | --- | --- |\n|  |  |  |\n')
})

test('a picture goes to the end of a text by its own name, whatever its words hold', () => {
  expect(withPicture('Text.\n', 'id', 'Two [bars]\nside by side')).toBe(
    'Text.\n\n![Two bars side by side](file:id)',
  )
  expect(withPicture('', 'id', 'a')).toBe('![a](file:id)')
  expect(holdsFile(`x ${pictureMark('id', 'a')}`, 'id')).toBe(true)
  expect(holdsFile('x', 'id')).toBe(false)
})
