import { screen } from '@testing-library/react'
import { lesson, observer, repairPlan } from '../../test/plans'
import { show } from '../../test/show'
import { Difference } from './Difference'
import { newIn, soughtIn, takingOf } from './difference'

const withCover = (cover: 'to_ask' | 'asked' | 'cover_lead', by: string | null = null) =>
  lesson({ observers: [observer('Ben', { class_name: '9A', cover, cover_by_id: by, cover_by_name: by })] })

test('only classes for which somebody is asked anew are named', () => {
  expect(soughtIn({ before: withCover('asked'), after: withCover('asked') })).toEqual([])
  expect(soughtIn({ before: withCover('cover_lead'), after: withCover('to_ask', 'Eve') })).toHaveLength(1)
  expect(soughtIn({ before: withCover('asked'), after: withCover('cover_lead') })).toHaveLength(1)
  expect(soughtIn({ before: withCover('cover_lead'), after: withCover('cover_lead') })).toEqual([])
  expect(soughtIn({ before: lesson(), after: null })).toEqual([])
})

test('a lesson may stand where it stood and be watched or talked over differently', () => {
  const other = lesson({ observers: [observer('Chloe')] })

  expect(newIn({ before: lesson(), after: other })).toEqual({ time: false, observers: true, debrief: false })
  expect(newIn({ before: null, after: other })).toEqual({ time: false, observers: false, debrief: false })
})

test('what taking a repair does is counted, each colleague once', () => {
  expect(takingOf(repairPlan())).toEqual({ moves: 1, callsOff: 0, books: 0, asks: 1, toLead: 0, stay: 1 })
})

test('a repair says what moves, who is asked, and how little changes', async () => {
  await show(<Difference plan={repairPlan()} />, 'planner')

  expect(screen.getByText(/The days of 2 colleagues change./)).toHaveTextContent(
    '1 research lesson stays as it was.',
  )
  expect(screen.getByText('Thu 5 Nov, P1 (8:45), now Fri 6 Nov, P2 (9:45)')).toBeVisible()
  expect(screen.getByText('Debrief now Fri 6 Nov (15:20 to 15:40)')).toBeVisible()
  expect(screen.getByText('9A of Ben at 8:45: Eve is asked')).toBeVisible()
  expect(screen.getByText('Ben and Eve: their day changes.')).toBeVisible()
})

test('what the cover lead keeps is said too', async () => {
  const difference = [
    {
      kind: 'recovered' as const,
      before: withCover('cover_lead'),
      after: withCover('cover_lead'),
      disturbed: [],
      text: '',
    },
  ]
  await show(<Difference plan={repairPlan({ difference, people_disturbed: 0 })} />, 'planner')

  expect(screen.getByText(/Nobody’s day changes./)).toBeVisible()
  expect(screen.getByText('Nobody else can be asked: it stays with the cover lead.')).toBeVisible()
})

test('once a repair is taken it says how cover stands, and names nobody who is asked', async () => {
  const [first] = repairPlan().difference
  if (!first) throw new Error('no change')
  const difference = [
    {
      ...first,
      after: withCover('asked'),
      disturbed: [
        { staff_id: 'ben', name: 'Ben' },
        { staff_id: 'eve', name: 'Eve' },
      ],
    },
  ]
  await show(<Difference plan={repairPlan({ state: 'accepted', difference })} />, 'planner')

  expect(screen.getByText('9A: a colleague is asked')).toBeVisible()
  expect(screen.getByText('Ben: their day changes.')).toBeVisible()
  expect(screen.queryByText(/Eve/)).toBeNull()
})

test('a repair that changes nothing says so', async () => {
  await show(<Difference plan={repairPlan({ difference: [], people_disturbed: 0 })} />, 'planner')

  expect(screen.getByText(/Nothing has to change./)).toBeVisible()
})
