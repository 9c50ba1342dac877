import { moveBody, newPlace, placeBody, slotFaults } from './slotForm'

const finding = {
  id: 'bars',
  authors: [
    { staff_id: 'amina', name: 'Amina' },
    { staff_id: 'ben', name: 'Ben' },
  ],
}

test('a new place begins with all authors, and with the room when there is only one', () => {
  expect(newPlace(finding, [{ id: 'hall' }])).toMatchObject({
    room_id: 'hall',
    presenter_ids: ['amina', 'ben'],
  })
  expect(newPlace(finding, [{ id: 'hall' }, { id: 'm6' }]).room_id).toBe('')
})

test('what is left empty is for the school’s programme to find', () => {
  const stall = newPlace(finding, [{ id: 'hall' }])
  expect(placeBody('bars', stall)).toEqual({
    finding_id: 'bars',
    kind: 'stall',
    room_id: 'hall',
    starts: null,
    ends: null,
    number: null,
    presenter_ids: ['amina', 'ben'],
  })
  expect(moveBody({ ...stall, starts: '15:30', ends: '16:00', number: 4 })).toMatchObject({
    starts: '15:30',
    ends: '16:00',
    number: 4,
  })
})

test('a talk says no end and no number: its minutes are its kind’s', () => {
  const talk = { ...newPlace(finding, [{ id: 'hall' }], 'micro'), starts: '15:30', ends: '15:00', number: 3 }
  expect(slotFaults(talk)).toEqual({})
  expect(moveBody(talk)).toMatchObject({ starts: '15:30', ends: null, number: null })
})

test('a place needs a room, somebody who stands there, and an end after its beginning', () => {
  const stall = { ...newPlace(finding, []), starts: '16:00', ends: '16:00', presenter_ids: [] }
  expect(slotFaults(stall)).toEqual({ room_id: 'chooseRoom', ends: 'orderBad', presenter_ids: 'whoBad' })
})
