import { screen } from '@testing-library/react'
import { lesson, observer } from '../../test/plans'
import { show } from '../../test/show'
import { Difference } from './Difference'
import { type Change, disturbedBy, recoveredIn } from './difference'

const asks = (cover_by_name: string) =>
  lesson({
    observers: [
      observer('Ben', { release: 'mutual', class_name: '9A', cover_by_id: cover_by_name, cover_by_name }),
    ],
  })
const changes: Change[] = [
  { kind: 'unchanged', before: lesson(), after: lesson(), disturbed: [] },
  {
    kind: 'recovered',
    before: asks('Dev'),
    after: asks('Eve'),
    disturbed: [
      { staff_id: 'dev', name: 'Dev' },
      { staff_id: 'eve', name: 'Eve' },
    ],
  },
  {
    kind: 'moved',
    before: lesson(),
    after: lesson({ held_on: '2026-11-06', period: 'P2', start: '09:45' }),
    disturbed: [{ staff_id: 'dev', name: 'Dev' }],
  },
]

test('everybody whose day changes is counted once', () => {
  expect(disturbedBy(changes)).toBe(2)
})

test('only classes for which somebody else is asked are named', () => {
  expect(recoveredIn({ before: asks('Dev'), after: asks('Dev') })).toEqual([])
  expect(recoveredIn({ before: asks('Dev'), after: asks('Eve') })).toHaveLength(1)
  expect(recoveredIn({ before: lesson(), after: lesson() })).toEqual([])
})

test('a repair says what moves, who else is asked, and how little changes', async () => {
  await show(<Difference changes={changes} />, 'planner')

  expect(screen.getByText(/The days of 2 colleagues change./)).toHaveTextContent(
    '1 research lesson stays as it was.',
  )
  expect(screen.getByText('Thu 5 Nov, P1 (8:45), now Fri 6 Nov, P2 (9:45)')).toBeVisible()
  expect(screen.getByText('9A of Ben at 8:45: Eve is asked instead of Dev')).toBeVisible()
  expect(screen.getByText('Dev and Eve: their day changes.')).toBeVisible()
})

test('a repair that changes nothing says so', async () => {
  await show(<Difference changes={changes.slice(0, 1)} />, 'planner')

  expect(screen.getByText(/Nothing has to change./)).toBeVisible()
})
