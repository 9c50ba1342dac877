import {
  byRoomName,
  clockAfter,
  isWhole,
  momentOf,
  nowAndNext,
  roomsOf,
  stallsOf,
  talksByTime,
} from './programme'

const hall = { id: 'hall', name: 'Main hall' }
const m6 = { id: 'm6', name: 'M6' }
const stall = (number: number, change = {}) => ({
  kind: 'stall',
  number,
  room: hall,
  starts: '15:30',
  ends: '17:00',
  ...change,
})
const talk = (starts: string, ends: string, room = m6) => ({
  kind: 'micro',
  number: null,
  room,
  starts,
  ends,
})
const slots = [
  talk('15:48', '15:55'),
  stall(2),
  talk('15:40', '15:47'),
  stall(1),
  talk('15:40', '15:47', hall),
]
const fair = { held_on: '2027-07-01', starts: '15:30', ends: '17:00' }

test('stalls stand by their number, talks that begin together stand together', () => {
  expect(stallsOf(slots).map(one => one.number)).toEqual([1, 2])
  expect(talksByTime(slots).map(one => [one.starts, one.talks.map(each => each.room.name)])).toEqual([
    ['15:40', ['M6', 'Main hall']],
    ['15:48', ['M6']],
  ])
})

test('a room that has nothing is left out, the others keep their order', () => {
  const rooms = roomsOf([m6, { id: 'lab', name: 'Lab' }, hall], slots)
  expect(rooms.map(one => [one.room.name, one.stalls.length, one.talks.length])).toEqual([
    ['M6', 0, 2],
    ['Main hall', 2, 1],
  ])
})

test.each([
  [15 * 60 + 39, 0, ['15:40', '15:40']],
  [15 * 60 + 40, 2, ['15:48']],
  [15 * 60 + 47, 0, ['15:48']],
  [15 * 60 + 50, 1, []],
])('at minute %i there are %i talks, then %j', (minute, now, next) => {
  const found = nowAndNext(slots, minute)
  expect(found.now).toHaveLength(now)
  expect(found.next.map(one => one.starts)).toEqual(next)
})

test('a stall that stands for a part of the fair says when', () => {
  expect(isWhole(stall(1, { starts: '15:30:00' }), fair)).toBe(true)
  expect(isWhole(stall(1, { ends: '16:00' }), fair)).toBe(false)
})

test.each([
  ['2027-06-30', 16 * 60, 'before'],
  ['2027-07-01', 15 * 60 + 29, 'before'],
  ['2027-07-01', 15 * 60 + 30, 'during'],
  ['2027-07-01', 17 * 60, 'after'],
  ['2027-07-02', 10, 'after'],
])('%s at minute %i is %s the fair', (day, minute, moment) => {
  expect(momentOf(fair, day, minute)).toBe(moment)
})

test('the hall’s map goes by room, stalls in order of their numbers', () => {
  const at = (number: number, room_name: string) => ({ number, room_name })
  const map = byRoomName([at(3, 'M6'), at(2, 'Hall'), at(1, 'Hall')])
  expect(map.map(room => [room.name, room.stalls.map(one => one.number)])).toEqual([
    ['Hall', [1, 2]],
    ['M6', [3]],
  ])
})

test.each([
  ['15:42', 0, '15:42'],
  ['15:42', 59_999, '15:42'],
  ['15:59', 60_000, '16:00'],
  ['09:05', -5, '9:05'],
  ['23:59', 60_000, '0:00'],
])('a clock that said %s shows after %i ms %s', (wall, elapsed, shown) => {
  expect(clockAfter(wall, elapsed)).toBe(shown)
})
