import { screen } from '@testing-library/react'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { cycle } from './cycle.fixture'
import { OurCycle } from './OurCycle'

const member = { staff_id: 'neil', name: 'Neil', is_guest: false }
const group = (members: object[]) => ({ body: { id: 'group', name: 'Talk', members } })
const line = { ...cycle(), stages: undefined }
const answers = (members: object[], items: object[]) => ({
  'GET /api/me': { body: person() },
  'GET /api/groups/group': group(members),
  'GET /api/groups/group/cycles': { body: { items, next: null } },
  'GET /api/cycles/cycle': { body: cycle() },
})

test('the group sees where it is, and each thing that is missing with the way there', async () => {
  serve(answers([member], [line]))
  await show(<OurCycle groupId="group" />, 'lessonStudy')

  expect(await screen.findByText('Case pupil B has no prediction yet.')).toBeVisible()
  expect(screen.getByRole('link', { name: 'Open the proposal' })).toHaveAttribute(
    'href',
    '/research-lessons/lesson#proposal',
  )
  expect(screen.getByText('Lesson 1').closest('li')).toHaveAttribute('aria-current', 'step')
  expect(screen.queryByRole('button', { name: /Go on/ })).toBeNull()
})

test('once nothing is missing there is a button to the next stage', async () => {
  serve({
    ...answers([member], [line]),
    'GET /api/cycles/cycle': { body: cycle({ missing: [], may_advance: true }) },
  })
  await show(<OurCycle groupId="group" />, 'lessonStudy')

  expect(await screen.findByRole('button', { name: 'Go on to Schedule, lesson 1' })).toBeVisible()
})

test('those who lead see the stage, and the cycle itself is not even asked for', async () => {
  const asked = serve(answers([], [line]))
  await show(<OurCycle groupId="group" />, 'lessonStudy')

  expect(await screen.findByText('Plan, lesson 1')).toBeVisible()
  expect(asked.some(one => one.path.startsWith('/api/cycles/'))).toBe(false)
})

test('a group without a cycle is told how one starts', async () => {
  serve(answers([member], []))
  await show(<OurCycle groupId="group" />, 'lessonStudy')

  expect(await screen.findByRole('link', { name: 'Start a cycle' })).toBeVisible()
})
