import { faultsOf, megabytes, renamed, withEnding } from './fileForm'

test('a picture needs words for those who do not see it, and somebody who looked at it', () => {
  expect(faultsOf({ name: 'Bars', alt: ' ', isLooked: false }, 'image')).toEqual({
    alt: 'altBad',
    isLooked: 'confirmBad',
  })
})

test('a document needs its name and the look, no words for a picture', () => {
  expect(faultsOf({ name: ' ', alt: '', isLooked: true }, 'document')).toEqual({ name: 'nameBad' })
  expect(faultsOf({ name: 'Sheet.pdf', alt: '', isLooked: true }, 'document')).toEqual({})
})

test.each([
  ['IMG_1.HEIC.jpg', 'image/webp', 'IMG_1.HEIC.webp'],
  ['.png', 'image/jpeg', 'picture.jpg'],
  ['bars', 'image/webp', 'bars.webp'],
])('%s made anew as %s is called %s', (name, type, called) => expect(renamed(name, type)).toBe(called))

test.each([
  [99_999, null],
  [100_000, '0.1'],
  [1_234_567, '1.3'],
])('%d bytes', (bytes, said) => expect(megabytes(bytes)).toBe(said))

test.each([
  ['Our sheet', 'sheet.docx', 'Our sheet.docx'],
  ['Our sheet.DOCX', 'sheet.docx', 'Our sheet.DOCX'],
  ['Our sheet', 'sheet', 'Our sheet'],
])('%s, sent as %s, is called %s', (name, file, called) => expect(withEnding(name, file)).toBe(called))
