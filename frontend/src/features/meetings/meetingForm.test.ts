import {
  begun,
  bodyOf,
  eventsFrom,
  fromEvent,
  joined,
  liesIn,
  type MeetingValues,
  meetingFaults,
  type SchoolEvent,
} from './meetingForm'

const event = (change: Partial<SchoolEvent> = {}): SchoolEvent => ({
  id: 'twilight',
  kind: 'twilight',
  title: 'Twilight 2',
  held_on: '2026-11-24',
  starts: '15:30',
  ends: '17:00',
  is_cancelled: false,
  ...change,
})
const values = (change: Partial<MeetingValues> = {}): MeetingValues => ({
  ...begun(['amina', 'ben']),
  title: 'Reading about talk',
  ...fromEvent(event()),
  ...change,
})

test('an entry of the calendar fills in its day, its whole length and who pays', () => {
  expect(fromEvent(event())).toEqual({
    event_id: 'twilight',
    held_on: '2026-11-24',
    start: '15:30',
    minutes: 90,
    time_source: 'twilight',
  })
})

test('a whole INSET day gives at most the six hours that a meeting may take', () => {
  expect(fromEvent(event({ kind: 'inset', starts: '08:30', ends: '15:30' }))).toMatchObject({
    minutes: 360,
    time_source: 'inset',
  })
})

test('parents’ evenings, what was called off and what is over are not offered', () => {
  const events = [
    event({ id: 'later', held_on: '2026-12-01' }),
    event({ id: 'parents', kind: 'parents_evening' }),
    event({ id: 'off', is_cancelled: true }),
    event({ id: 'over', held_on: '2026-11-03' }),
    event(),
  ]
  expect(eventsFrom(events, '2026-11-20').map(one => one.id)).toEqual(['twilight', 'later'])
  expect(eventsFrom(events, '2026-11-20', 'over').map(one => one.id)).toEqual(['over', 'twilight', 'later'])
})

test.each([
  [{}, true],
  [{ start: '16:00', minutes: 60 }, true],
  [{ start: '16:00', minutes: 61 }, false],
  [{ start: '15:25', minutes: 30 }, false],
  [{ held_on: '2026-11-25' }, false],
])('%o lies inside the twilight: %s', (change, expected) => {
  expect(liesIn(values(change), event())).toBe(expected)
})

test('what is missing is said at its field', () => {
  expect(meetingFaults(begun([]))).toEqual({
    title: 'titleBad',
    held_on: 'dayBad',
    start: 'startBad',
    staff_ids: 'whoBad',
  })
  expect(meetingFaults(values())).toEqual({})
})

test.each([4, 361, 30.5, '', '60'])('%o is no length of a meeting', minutes => {
  expect(meetingFaults(values({ minutes }))).toEqual({ minutes: 'minutesBad' })
})

test('without an entry of the calendar none is sent', () => {
  expect(bodyOf(values({ event_id: '' })).event_id).toBeNull()
})

test('two records become one, and neither is lost', () => {
  expect(joined('Theirs.\n', 'Mine.')).toBe('Theirs.\n\nMine.')
  expect(joined('', 'Mine.')).toBe('Mine.')
})
