import { asProblem, isRefusedWith, Refused, troubleOf } from './problems'

const words = { offlineTitle: 'Offline', offlineDetail: 'Later', brokenTitle: 'Broken', brokenDetail: 'Ours' }
const response = (status: number) => new Response(null, { status })
const refused = (status: number, body: object) => new Refused(status, asProblem(body, response(status)))

test('a refusal is said in the school’s words', () => {
  const error = refused(409, {
    type: '/problems/time-budget/exhausted',
    title: 'Not enough minutes',
    detail: 'Only 30 minutes are left.',
    available_minutes: 30,
  })

  expect(error.code).toBe('time-budget/exhausted')
  expect(isRefusedWith(error, 'time-budget/exhausted')).toBe(true)
  expect(error.problem.available_minutes).toBe(30)
  expect(troubleOf(error, words)).toMatchObject({
    kind: 'refused',
    title: 'Not enough minutes',
    detail: 'Only 30 minutes are left.',
  })
})

test('a detail that only repeats the title is not said twice', () => {
  const error = refused(403, {
    type: '/problems/forbidden',
    title: 'You may not do this',
    detail: 'You may not do this',
  })

  expect(troubleOf(error, words).detail).toBe('')
})

test('problems with fields go to the fields of the form', () => {
  const error = refused(422, {
    type: '/problems/invalid-request',
    title: 'Cannot be read',
    errors: [{ pointer: '/body/minutes', message: 'at least 1' }],
  })

  expect(troubleOf(error, words).fields).toEqual({ minutes: 'at least 1' })
})

test('a lost connection, a fault of the server and a proxy’s page each have their own words', () => {
  expect(troubleOf(new TypeError('Failed to fetch'), words).kind).toBe('offline')
  expect(troubleOf(refused(500, { type: 'about:blank', title: 'Internal' }), words).kind).toBe('broken')
  expect(troubleOf(new Refused(502, asProblem('<html>', response(502))), words).title).toBe('Broken')
})
