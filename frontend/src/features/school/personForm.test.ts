import { bodyOf, emptyPerson, personFaults } from './personForm'

const ben = { ...emptyPerson, name: 'Ben Okafor', code: 'BOK' }

test('days of work are optional, and sent as nothing when they are empty', () => {
  expect(personFaults(ben)).toEqual({})
  expect(bodyOf(ben)).toMatchObject({ joined_on: null, left_on: null })
  expect(bodyOf({ ...ben, joined_on: '2027-01-04' })).toMatchObject({
    joined_on: '2027-01-04',
    left_on: null,
  })
})

test('the last day may be the first, and not before it', () => {
  const from = (joined_on: string, left_on: string) => personFaults({ ...ben, joined_on, left_on })
  expect(from('2027-01-04', '2027-01-04')).toEqual({})
  expect(from('2027-01-04', '2027-01-03')).toEqual({ left_on: 'leftBad' })
  expect(from('', '2027-01-03')).toEqual({})
})
