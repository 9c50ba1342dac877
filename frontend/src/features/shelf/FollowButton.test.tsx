import { screen } from '@testing-library/react'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { FollowButton } from './FollowButton'

const follow = { id: 'f1', kind: 'focus', value: 'talk', label: 'Talk', made_at: '2027-01-01T00:00:00Z' }

test('follows a label, and stops again', async () => {
  let follows: unknown[] = []
  const seen = serve({
    'GET /api/me/follows': () => ({ body: { items: follows, next: null } }),
    'POST /api/me/follows': () => {
      follows = [follow]
      return { status: 201, body: follow }
    },
    'POST /api/me/follows/f1/stop': () => {
      follows = []
      return { status: 204 }
    },
  })
  const { user } = await show(
    <FollowButton label={{ kind: 'focus', value: 'Talk', label: 'Talk' }} />,
    'shelf',
    'fair',
    'writing',
  )
  const button = await screen.findByRole('button', { name: 'Follow Talk' })
  expect(button).toHaveAttribute('aria-pressed', 'false')
  await user.click(button)
  const pressed = await screen.findByRole('button', { name: 'Following Talk' })
  expect(pressed).toHaveAttribute('aria-pressed', 'true')
  expect(seen.find(one => one.method === 'POST')?.body).toEqual({ kind: 'focus', value: 'Talk' })
  await user.click(pressed)
  expect(await screen.findByRole('button', { name: 'Follow Talk' })).toBeInTheDocument()
})
