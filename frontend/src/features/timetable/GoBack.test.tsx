import { screen } from '@testing-library/react'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { showAt } from '../../test/showAt'
import { GoBack } from './GoBack'

const version = (number: number) => ({
  id: `v${number}`,
  number,
  starts_on: '2026-09-01',
  teacher_count: 3,
  lesson_count: 40,
  is_current: number === 9,
})
const opened = (id: string) =>
  showAt(GoBack, '/school/timetable/back/$versionId', `/school/timetable/back/${id}`, 'timetable')
const empty = { body: { items: [], next: null } }
const base = {
  'GET /api/me': { body: person() },
  'GET /api/years/current': {
    status: 404,
    body: { type: '/problems/not-found', title: 'None', status: 404 },
  },
  'GET /api/timetable-versions': { body: { items: [version(9)], next: 'p2' } },
  'GET /api/timetable-versions?after=p2': { body: { items: [version(5)], next: 'p3' } },
  'GET /api/timetable-versions?after=p3': { body: { items: [version(1)], next: null } },
  'GET /api/timetable-versions/v1/differences': empty,
  'GET /api/timetable-versions/v1/touched-rounds': empty,
}

test('opened afresh, a timetable of a later page is looked for until it is found', async () => {
  serve(base)
  await opened('v1')
  expect(await screen.findByLabelText(/from/i)).toHaveValue('2026-09-01')
})

test('only after the last page it is said not to be there', async () => {
  const asked = serve(base)
  await opened('v0')
  expect(await screen.findByRole('link', { name: 'See the timetables' })).toBeVisible()
  expect(asked.filter(one => one.path.startsWith('/api/timetable-versions'))).toHaveLength(3)
})
