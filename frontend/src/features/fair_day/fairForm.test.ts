import { emptyFair, eventsFor, fairBody, fairFaults, fairValues, fromEvent } from './fairForm'

test('a fair needs a name, a day, and an end after its beginning', () => {
  expect(fairFaults(emptyFair)).toEqual({ title: 'titleBad', held_on: 'dayBad' })
  const late = { ...emptyFair, title: 'Fair', held_on: '2027-07-01', starts: '17:00', ends: '17:00' }
  expect(fairFaults(late)).toEqual({ ends: 'orderBad' })
  expect(fairFaults({ ...late, ends: '' })).toEqual({ ends: 'timeBad' })
  expect(fairFaults({ ...late, ends: '18:00' })).toEqual({})
})

test('what is stored is what was typed, and nobody is directed unless an event is chosen', () => {
  const values = { ...emptyFair, title: ' Fair ', held_on: '2027-07-01' }
  const body = fairBody(values)
  expect(body).toMatchObject({ title: 'Fair', event_id: null })
  expect(fairValues({ ...body, starts: '15:30:00' })).toEqual({ ...values, title: 'Fair' })
})

test('events to come can be chosen, and the one that is linked stays', () => {
  const event = (id: string, held_on: string, change = {}) => ({
    id,
    held_on,
    is_cancelled: false,
    is_split: false,
    ...change,
  })
  const all = [
    event('late', '2027-07-08'),
    event('past', '2027-05-01'),
    event('off', '2027-07-01', { is_cancelled: true }),
    event('soon', '2027-07-01'),
    event('ours', '2027-05-02'),
  ]
  expect(eventsFor(all, '2027-06-01', 'ours').map(one => one.id)).toEqual(['ours', 'soon', 'late'])
  expect(fromEvent({ ...event('soon', '2027-07-01'), starts: '15:30:00', ends: '17:00:00' })).toEqual({
    event_id: 'soon',
    held_on: '2027-07-01',
    starts: '15:30',
    ends: '17:00',
  })
})
