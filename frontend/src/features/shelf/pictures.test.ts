import { labelsOf } from './labels'
import { picturesOf, sizeInWords } from './pictures'
import { finding, picture, sheet } from './shelf.fixture'

test('the first picture leads, and one that the text shows is not shown again', () => {
  const inText = picture({ id: 'in-text' })
  const second = picture({ id: 'second' })
  const one = finding({
    files: [inText, picture(), sheet(), second],
    methods_html: '<p><img src="/api/fair/findings/one/files/in-text" alt="x"></p>',
  })
  expect(picturesOf(one).lead?.id).toBe('bars')
  expect(picturesOf(one).others.map(file => file.id)).toEqual(['second'])
  expect(picturesOf(finding()).lead).toBeUndefined()
})

test('sizes as people say them', () => {
  expect(sizeInWords(12)).toBe('1 kB')
  expect(sizeInWords(240_400)).toBe('240 kB')
  expect(sizeInWords(2_449_000)).toBe('2.4 MB')
})

test('a finding is filed under what it has', () => {
  expect(labelsOf(finding({ phase: 'all', subject: '', mechanisms: [] })).map(one => one.kind)).toEqual([
    'focus',
    'group',
    'school',
  ])
  expect(labelsOf(finding())).toContainEqual({ kind: 'mechanism', value: '8', label: '8' })
})
