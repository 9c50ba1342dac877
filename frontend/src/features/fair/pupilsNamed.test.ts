import { Refused } from '../../api/problems'
import { pupilsNamed, wordsByField } from './pupilsNamed'

const refusal = (code: string, names: unknown) =>
  new Refused(409, { type: `/problems/${code}`, title: 'No', status: 409, detail: '', names })

const amira = { field: 'findings', word: 'Amira', why: 'She is on the list.' }

test('a name of the list is certain', () => {
  expect(pupilsNamed(refusal('finding/names-a-pupil', [amira]))).toEqual({ names: [amira], isCertain: true })
})

test('what only looks like a name is a question', () => {
  expect(pupilsNamed(refusal('finding/names-not-checked', [amira]))?.isCertain).toBe(false)
})

test('other refusals are none of it', () => {
  expect(pupilsNamed(refusal('finding/not-agreed', [amira]))).toBeNull()
  expect(pupilsNamed(new TypeError('lost'))).toBeNull()
})

test('an answer without its list says nothing about any field', () => {
  expect(pupilsNamed(refusal('finding/names-a-pupil', undefined))?.names).toEqual([])
})

test('a word that stands twice in one field is told once there', () => {
  const ben = { ...amira, word: 'Ben T.' }
  expect(wordsByField([amira, ben, amira, { ...amira, field: 'aims' }] as never)).toEqual([
    ['findings', ['Amira', 'Ben T.']],
    ['aims', ['Amira']],
  ])
})
