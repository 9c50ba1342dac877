import { screen } from '@testing-library/react'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { Book } from './Book'
import type { Lesson } from './queries'

const lesson = (change: Partial<Lesson> = {}): Lesson => ({
  id: 'bars',
  kind: 'research_lesson',
  state: 'open',
  open_to: 'trust',
  title: 'Bars',
  focus: '',
  about: '',
  where_held: '',
  school_name: 'Ashby School',
  held_on: '2027-03-02',
  starts: '09:00',
  ends: '12:00',
  places: 6,
  taken: 5,
  is_ours: false,
  has_begun: false,
  cancel_reason: '',
  round_id: null,
  my_booking_id: null,
  may: { edit: false, cancel: false, book: true, see_visitors: false },
  version: 1,
  ...change,
})

test('the last place goes once: the refusal stands in the school’s words', async () => {
  const asked = serve({
    'POST /api/open-lessons/bars/bookings': {
      status: 409,
      body: {
        type: '/problems/communities/no-place-left',
        title: 'Every place is taken',
        status: 409,
        detail: 'All 6 places are taken. Look again later.',
      },
    },
  })
  const { user } = await show(<Book lesson={lesson()} />, 'communities')

  await user.type(await screen.findByRole('textbox', { name: 'A word to the host' }), 'By train')
  await user.click(screen.getByRole('button', { name: 'Book my place' }))

  expect(await screen.findByText('All 6 places are taken. Look again later.')).toBeVisible()
  expect(asked[0]?.body).toEqual({ note: 'By train' })
  expect(asked[0]?.headers.get('Idempotency-Key')).toBeTruthy()
})

test.each([
  [{ is_ours: true }, /at your own school/],
  [{ has_begun: true }, /It has begun/],
  [{ taken: 6 }, /All 6 places are taken/],
])('without a place to book it says why (%j)', async (change, why) => {
  const may = { edit: false, cancel: false, book: false, see_visitors: false }
  await show(<Book lesson={lesson({ ...change, may })} />, 'communities')
  expect(await screen.findByText(why)).toBeVisible()
  expect(screen.queryByRole('button')).toBeNull()
})

test('who has a place gives it back after one question', async () => {
  const asked = serve({ 'POST /api/open-lessons/bars/bookings/mine/cancel': { body: lesson() } })
  const { user } = await show(<Book lesson={lesson({ my_booking_id: 'mine' })} />, 'communities')

  await user.click(await screen.findByRole('button', { name: 'Give my place back' }))
  expect(asked).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Yes, give it back' }))
  expect(await screen.findByText('The place is free again.')).toBeVisible()
})
