import type { Schema } from '../../api/client'
import { lesson, observer, plan } from '../../test/plans'
import { asksByDay, bookingOf, coversOf, gapsOf, standingsOf } from './cover'
import { gapAt, lookedFor, placedOf, stageOf, standingOf, trackOf } from './run'
import { dutiesAfter, dutiesIn, dutiesOf, lessonsAt, mondayOf, weekAt, weeksOf } from './week'

const figures = (unscheduled: number, external: number, exchange: number): Schema<'FiguresOut'> => ({
  unscheduled,
  external,
  exchange,
  busiest_cover: 2,
  mutual: 7,
})

// ---- where a run stands --------------------------------------------------------------------------

test('a plan that meets every bound is proved best', () => {
  expect(standingOf(figures(0, 0, 21), { unscheduled: 0, external: 0, exchange: 21 })).toEqual({
    kind: 'optimal',
  })
})

test('what may still be saved is named at its weightiest place', () => {
  expect(standingOf(figures(0, 0, 21), { unscheduled: 0, external: 0, exchange: 19 })).toEqual({
    kind: 'exchange',
    gap: 2,
  })
  expect(standingOf(figures(3, 2, 21), { unscheduled: 2, external: 0, exchange: 0 })).toEqual({
    kind: 'unscheduled',
    gap: 1,
  })
})

test('without bounds nothing is claimed', () => {
  expect(gapAt('exchange', figures(0, 0, 21), null)).toBeNull()
})

test('a stage that is new to this page is still work on the plan', () => {
  const said = (stage: string) => ({ stage, seconds: 3, said_at: '2026-11-02T08:00:00Z' })

  expect(stageOf({ state: 'queued', progress: null })).toBe('queued')
  expect(stageOf({ state: 'running', progress: null })).toBe('starting')
  expect(stageOf({ state: 'running', progress: said('proving') })).toBe('proving')
  expect(stageOf({ state: 'running', progress: said('polishing') })).toBe('improving')
})

test('the track ends where the plan by hand is, and never shows less than nothing', () => {
  expect(trackOf(23, 17, 36)).toEqual({ impossible: 17, left: 6, known: 13, end: 36 })
  expect(trackOf(23, 23, undefined)).toEqual({ impossible: 23, left: 0, known: 0, end: 23 })
  expect(trackOf(0, 0, 0)).toEqual({ impossible: 0, left: 0, known: 1, end: 1 })
})

test('seconds are said as a clock does', () => {
  expect([0, 23.9, 61, 300].map(lookedFor)).toEqual(['0:00', '0:23', '1:01', '5:00'])
})

test('what has a place is what was asked for without what has not', () => {
  expect(placedOf(4, plan().figures)).toBe(3)
})

// ---- the grid ------------------------------------------------------------------------------------

test('days stand in their weeks, whatever day the window begins on', () => {
  expect(mondayOf('2026-11-08')).toBe('2026-11-02')
  expect(weeksOf(plan().days).map(week => [week.monday, week.days.length])).toEqual([
    ['2026-11-02', 2],
    ['2026-11-09', 1],
  ])
})

test('the first week shown is the one asked for, else the first in which something happens', () => {
  const weeks = weeksOf(plan().days)

  expect(weekAt(weeks, '2026-11-09', [])).toBe(1)
  expect(weekAt(weeks, undefined, ['2026-11-09'])).toBe(1)
  expect(weekAt(weeks, '2030-01-07', [])).toBe(0)
})

test('groups that meet in the same period share its cell', () => {
  const lessons = [lesson({ group_name: 'Talk' }), lesson({ group_name: 'Maps', end: '09:50' })]

  const [piece, ...more] = lessonsAt(lessons, '2026-11-05', 'P1')

  expect(more).toEqual([])
  expect(piece).toMatchObject({ start: '08:45', end: '09:50' })
  expect(piece?.items.map(one => one.group_name)).toEqual(['Talk', 'Maps'])
  expect(lessonsAt(lessons, '2026-11-05', 'P2')).toEqual([])
})

test('a colleague hosts, observes, covers and debriefs, each at its own time', () => {
  const of = (staff: string) =>
    dutiesOf(plan().lessons, staff).map(duty => `${duty.kind} ${duty.on} ${duty.start}`)

  expect(of('amina')).toEqual(['host 2026-11-05 08:45', 'debrief 2026-11-05 15:20', 'cover 2026-11-09 09:15'])
  expect(of('ben')).toEqual([
    'observe 2026-11-05 08:45',
    'debrief 2026-11-05 15:20',
    'host 2026-11-09 08:45',
    'debrief 2026-11-10 09:45',
  ])
  expect(of('dev')).toEqual(['cover 2026-11-05 09:15'])
})

test('a debrief in a free period stands in that period, and else after school', () => {
  const duties = dutiesOf(plan().lessons, 'amina')
  const [, thursday] = plan().days
  const inPeriod = dutiesOf(
    [lesson({ debrief: { held_on: '2026-11-05', start: '10:00', end: '10:20' } })],
    'amina',
  )
  if (!thursday) throw new Error('no Thursday')

  expect(dutiesIn(duties, thursday, 'P1').map(piece => piece.items[0]?.kind)).toEqual(['host'])
  expect(dutiesIn(duties, thursday, 'P2')).toEqual([])
  expect(dutiesAfter(duties, thursday).map(piece => piece.start)).toEqual(['15:20'])
  expect(dutiesIn(inPeriod, thursday, 'P2').map(piece => piece.items[0]?.kind)).toEqual(['debrief'])
  expect(dutiesAfter(inPeriod, thursday)).toEqual([])
})

// ---- cover ---------------------------------------------------------------------------------------

test('who is asked stands by day and by time, and only where somebody is asked', () => {
  expect(asksByDay(coversOf(plan())).map(day => [day.on, day.asks.map(ask => ask.name)])).toEqual([
    ['2026-11-05', ['Dev']],
    ['2026-11-09', ['Amina']],
  ])
})

test('of a booked plan every cover stands there, and nobody is named who has not agreed', () => {
  const booked = plan({
    state: 'accepted',
    lessons: [
      lesson({
        observers: [
          observer('Ben', { cover: 'asked' }),
          observer('Chloe', { cover: 'agreed', cover_by_id: 'dev', cover_by_name: 'Dev' }),
          observer('Dev', { cover: 'cover_lead' }),
          observer('Eve'),
        ],
      }),
    ],
  })

  expect(coversOf(booked).map(ask => [ask.state, ask.name])).toEqual([
    ['asked', ''],
    ['agreed', 'Dev'],
    ['cover_lead', ''],
  ])
  expect(standingsOf(coversOf(booked))).toEqual([
    { state: 'agreed', count: 1 },
    { state: 'asked', count: 1 },
    { state: 'cover_lead', count: 1 },
  ])
  expect(coversOf({ ...booked, state: 'done' })).toEqual([])
})

test('accepting books rounds and minutes, and asks each colleague once', () => {
  const twice = plan({
    lessons: [
      ...plan().lessons,
      lesson({ observers: [observer('Eve', { cover: 'to_ask', cover_by_id: 'dev', cover_by_name: 'Dev' })] }),
    ],
  })

  expect(bookingOf(twice)).toEqual({
    rounds: 3,
    observeMinutes: 90,
    debriefMinutes: 150,
    asked: 2,
    left: 1,
  })
})

test('what has no place stands with its group and its reasons, what its heading says left out', () => {
  const { gaps, cover, others } = gapsOf(plan())

  expect(gaps).toMatchObject([
    {
      groupName: 'Talk',
      people: [{ name: 'Chloe' }],
      reasons: [{ text: 'Chloe is never free with the others.' }],
    },
  ])
  expect(gaps[0]?.reasons).toHaveLength(1)
  expect(cover.map(reason => reason.text)).toEqual(['Nobody inside is free then.'])
  expect(others.map(reason => reason.text)).toEqual(['Four days are avoided.'])
})
