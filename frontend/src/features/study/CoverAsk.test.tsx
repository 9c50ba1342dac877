import { screen } from '@testing-library/react'
import type { Schema } from '../../api/client'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { CoverAsk } from './CoverAsk'

const asked: Schema<'AskedOfMe'> = {
  when: 'Thu 5 Nov, P1 (8:45 to 9:15)',
  cover_minutes_left: 30,
  cover: {
    id: 'slot-1',
    round_id: 'round-1',
    group_id: 'group-1',
    group_name: 'Talk',
    state: 'offered',
    kind: 'mutual',
    held_on: '2026-11-05',
    period: 'P1',
    start: '08:45',
    end: '09:15',
    class_name: '8M2',
    subject: 'Maths',
    room: 'M6',
    released_id: 'chloe',
    released_name: 'Chloe',
    coverer_id: null,
    coverer_name: null,
    arrangement: '',
    focus: 'Do pupils who talk first write more?',
    minutes: 30,
    asks: [],
    asked_at: null,
    version: 1,
  },
}

const prompt = {
  'GET /api/cover-slots/slot-1/prompt': {
    body: { focus: 'Do pupils who talk first write more?', prompt: 'Write down one question of a pupil.' },
  },
}

test('a request says who, when, and what it does to my minutes', async () => {
  serve(prompt)
  await show(<CoverAsk asked={asked} />, 'today')

  expect(screen.getByText('Chloe asks you to cover 8M2 Maths')).toBeVisible()
  expect(screen.getByText(/Thu 5 Nov, P1/)).toBeVisible()
  expect(screen.getByText(/Reserves 30\s*min from Covering \(30\s*min left\)/)).toBeVisible()
  expect(await screen.findByText('While you cover: Write down one question of a pupil.')).toBeVisible()
})

test('accepting sends one request with a key and says so', async () => {
  const seen = serve({
    ...prompt,
    'POST /api/cover-slots/slot-1/accept': { body: { ...asked.cover, state: 'accepted' } },
  })
  const { user } = await show(<CoverAsk asked={asked} />, 'today')

  await user.click(screen.getByRole('button', { name: 'Accept covering 8M2 Maths' }))

  expect(await screen.findByText(/Accepted\. Thu 5 Nov/)).toBeVisible()
  const sent = seen.filter(one => one.method === 'POST')
  expect(sent).toHaveLength(1)
  expect(sent[0]?.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{36}$/)
  expect(sent[0]?.headers.get('X-Kenkyu')).toBe('1')
})

test('when a colleague was quicker, the refusal is said in the school’s words', async () => {
  serve({
    ...prompt,
    'POST /api/cover-slots/slot-1/accept': {
      status: 409,
      body: {
        type: '/problems/cover/already-taken',
        title: 'A colleague has taken it',
        status: 409,
        detail: 'Thank you all the same.',
      },
    },
  })
  const { user } = await show(<CoverAsk asked={asked} />, 'today')

  await user.click(screen.getByRole('button', { name: 'Accept covering 8M2 Maths' }))

  expect(await screen.findByText('A colleague has taken it')).toBeVisible()
  expect(screen.getByText('Thank you all the same.')).toBeVisible()
})

test('declining asks for no reason', async () => {
  const seen = serve({
    ...prompt,
    'POST /api/cover-slots/slot-1/decline': { body: { ...asked.cover, state: 'needed' } },
  })
  const { user } = await show(<CoverAsk asked={asked} />, 'today')

  await user.click(screen.getByRole('button', { name: 'Decline covering 8M2 Maths' }))

  expect(await screen.findByText(/Declined/)).toBeVisible()
  expect(seen.find(one => one.method === 'POST')?.body).toBeUndefined()
})
