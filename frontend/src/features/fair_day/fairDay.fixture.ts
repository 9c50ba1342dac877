/** A small fair for tests: a hall with stalls, a room of talks, two groups. */
import type { BigScreenOut, FairOut, PassportOut, ProgrammeOut, Slot, Unplaced } from './queries'

export const hall = { id: 'hall', name: 'Main hall', stalls: 17 }
export const m6 = { id: 'm6', name: 'M6', stalls: 0 }
const amina = { staff_id: 'amina', name: 'Amina' }
const ben = { staff_id: 'ben', name: 'Ben' }

export const fair = (change: Partial<FairOut> = {}): FairOut => ({
  id: 'fair',
  title: 'Summer fair',
  welcome: 'Come and see.',
  held_on: '2027-07-01',
  starts: '15:30',
  ends: '17:00',
  state: 'planned',
  stalls: 1,
  talks: 1,
  event_id: null,
  event_title: '',
  opened_at: null,
  closed_at: null,
  may: { plan: true, open: true, close: false, cancel: true, visit: false },
  version: 4,
  ...change,
})

export const slot = (change: Partial<Slot> = {}): Slot => ({
  id: 'stall1',
  kind: 'stall',
  number: 1,
  room: hall,
  starts: '15:30',
  ends: '17:00',
  finding: {
    id: 'bars',
    title: 'Drawing the bar first',
    group_name: 'Worked examples',
    pull_quote: 'Draw first.',
    focus: 'Worked examples',
    authors: [amina, ben],
    is_published: true,
    is_withdrawn: false,
  },
  presenters: [amina],
  presented_at: null,
  visits: 0,
  ...change,
})

export const talk = slot({
  id: 'talk1',
  kind: 'micro',
  number: null,
  room: m6,
  starts: '15:40',
  ends: '15:47',
})

export const unplaced = (change: Partial<Unplaced> = {}): Unplaced => ({
  id: 'silence',
  title: 'Five seconds of silence',
  state: 'accepted',
  group_name: 'Questioning',
  focus: 'Questioning',
  authors: [amina, { staff_id: 'chloe', name: 'Chloe' }],
  ...change,
})

export const programme = (change: Partial<ProgrammeOut> = {}): ProgrammeOut => ({
  fair: fair(),
  rooms: [hall, m6],
  slots: [slot(), talk],
  unplaced: [unplaced()],
  ...change,
})

export const passport = (change: Partial<PassportOut> = {}): PassportOut => ({
  fair_id: 'fair',
  title: 'Summer fair',
  stalls: 2,
  visited: [],
  to_see: [
    {
      slot_id: 'stall1',
      number: 1,
      room_name: 'Main hall',
      finding_id: 'bars',
      title: 'Drawing the bar first',
      starts: '15:30',
      ends: '17:00',
    },
  ],
  may_visit: true,
  ...change,
})

export const bigScreen = (change: Partial<BigScreenOut> = {}): BigScreenOut => ({
  title: 'Summer fair',
  welcome: '',
  held_on: '2027-07-01',
  starts: '15:30',
  ends: '17:00',
  state: 'open',
  is_today: true,
  now: '15:42',
  talks_now: [
    {
      slot_id: 'talk1',
      kind: 'micro',
      room_name: 'M6',
      starts: '15:40',
      ends: '15:47',
      title: 'Drawing the bar first',
      group_name: 'Worked examples',
      presenters: ['Amina'],
    },
  ],
  talks_next: [],
  stalls: [
    {
      slot_id: 'stall1',
      number: 1,
      room_name: 'Main hall',
      title: 'Drawing the bar first',
      group_name: 'Worked examples',
      starts: '15:30',
      ends: '17:00',
      stamps: 3,
    },
  ],
  stamps: 3,
  stamps_newest: 1,
  ...change,
})
