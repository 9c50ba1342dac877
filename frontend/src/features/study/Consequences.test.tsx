import { Button } from '@mantine/core'
import { screen } from '@testing-library/react'
import { show } from '../../test/show'
import { Consequences } from './Consequences'
import type { Lesson, Place } from './choice'

const slice = (state: 'free' | 'needs_cover') => ({
  slice: 0,
  start: '11:05',
  end: '11:35',
  state,
  reason: '',
  teaches_class: state === 'free' ? null : '8M2',
  cover: state === 'free' ? [] : [{ staff_id: 'ben', name: 'Ben', can: true, reason: '' }],
})
const member = (id: string, name: string, state: 'free' | 'needs_cover', left = 90) => ({
  staff_id: id,
  name,
  department: '',
  observe_minutes_left: left,
  cover_minutes_left: 60,
  slices: [slice(state)],
})
const lesson: Lesson = {
  held_on: '2026-11-12',
  period: 'P3',
  start: '11:05',
  end: '12:05',
  class_name: '9A',
  subject: 'Geography',
  room: 'H4',
  can_host: true,
  reason: '',
  members: [
    member('chloe', 'Chloe', 'needs_cover'),
    member('amina', 'Amina', 'free', 20),
    member('ben', 'Ben', 'free'),
  ],
  free_observers: 1,
  coverable_observers: 1,
  summary: '',
}
const decide = (places: Place[], debrief: string | undefined = 'Debrief on Friday') =>
  show(
    <Consequences
      lesson={lesson}
      places={places}
      debrief={debrief}
      button={(label, isReady) => <Button disabled={!isReady}>{label}</Button>}
    />,
    'plan',
  )

test('the button names whom it asks, and above it stand the minutes of every pot', async () => {
  await decide([{ staffId: 'chloe', slice: 0, askIds: ['ben'] }])

  expect(screen.getByRole('button', { name: 'Ask Ben to cover' })).toBeEnabled()
  expect(screen.getByText(/Chloe, Observing: 30\s*min \(1\s*h left\)/)).toBeVisible()
  expect(screen.getByText(/Ben, Covering: 30\s*min \(30\s*min left\), if they accept/)).toBeVisible()
})

test('where nobody is asked the cover lead is, and that is said', async () => {
  await decide([{ staffId: 'chloe', slice: 0, askIds: [] }])

  expect(screen.getByRole('button', { name: 'Reserve and ask the cover lead' })).toBeEnabled()
  expect(screen.getByText('The cover lead is asked for 1 half.')).toBeVisible()
})

test('without cover the button reserves the lesson by its day and period', async () => {
  await decide([{ staffId: 'ben', slice: 0, askIds: [] }])

  expect(screen.getByRole('button', { name: 'Reserve Thu 12 Nov, P3' })).toBeEnabled()
})

test.each([
  ['nobody observes', [], 'Debrief', /Choose at least one observer/],
  ['there is no debrief', [{ staffId: 'ben', slice: 0, askIds: [] }], '', /Choose a time for the debrief/],
  [
    'a pot would run dry',
    [{ staffId: 'amina', slice: 0, askIds: [] }],
    'Debrief',
    /Amina has only 20\s*min left/,
  ],
])('when %s the button waits and says why', async (_, places, debrief, why) => {
  await decide(places as Place[], debrief as string)

  expect(screen.getByRole('button')).toBeDisabled()
  expect(screen.getByText(why as RegExp)).toBeVisible()
})
