import { screen, waitFor } from '@testing-library/react'
import { hashOf } from '../lib/pushMessages'
import { person } from '../test/people'
import { serve } from '../test/server'
import { show } from '../test/show'
import { Shell } from './Shell'

const ENDPOINT = 'https://push.example/1'
const KEYS = { p256dh: 'BA', auth: 'AA' }

/** A browser that takes push messages, or one that takes none. */
const taking = (subscription: unknown) => {
  const registration = { pushManager: { getSubscription: () => Promise.resolve(subscription) } }
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration: () => Promise.resolve(registration) } })
}
const subscribed = { toJSON: () => ({ endpoint: ENDPOINT, keys: KEYS }) }

/** What the server says of this browser, and what it is asked. */
const known = async (is_given_here: boolean, endpoint = ENDPOINT) => {
  const endpoint_hash = await hashOf(endpoint)
  const device = { id: '1', device: 'Phone', endpoint_hash, made_at: '2026-11-02T08:00:00Z', is_given_here }
  const asked = serve({
    'GET /api/me': { body: person() },
    'GET /api/me/push': { body: { public_key: 'BA', devices: [device] } },
    'POST /api/me/push': { status: 201, body: { ...device, is_given_here: true } },
  })
  return () => asked.filter(one => one.path === '/api/me/push')
}
const quiet = () => new Promise(done => setTimeout(done, 50))

afterEach(() => vi.unstubAllGlobals())

test('a browser that was given in an earlier session is given again, under its name', async () => {
  const asked = await known(false)
  taking(subscribed)
  await show(<Shell>here</Shell>)

  await waitFor(() => expect(asked()).toHaveLength(2))
  await quiet()
  expect(asked().map(one => one.method)).toEqual(['GET', 'POST'])
  expect(asked()[1]?.body).toEqual({ endpoint: ENDPOINT, ...KEYS, device: 'Phone' })
  expect(asked()[1]?.headers.get('Idempotency-Key')).toBeTruthy()
})

test('one that was given in this session is left alone', async () => {
  const asked = await known(true)
  taking(subscribed)
  await show(<Shell>here</Shell>)

  await waitFor(() => expect(asked()).toHaveLength(1))
  await quiet()
  expect(asked().map(one => one.method)).toEqual(['GET'])
})

test('one that is not among mine is not made mine', async () => {
  const asked = await known(false, 'https://push.example/2')
  taking(subscribed)
  await show(<Shell>here</Shell>)

  await waitFor(() => expect(asked()).toHaveLength(1))
  await quiet()
  expect(asked().map(one => one.method)).toEqual(['GET'])
})

test('a browser that takes no messages asks nothing', async () => {
  const asked = await known(false)
  taking(null)
  await show(<Shell>here</Shell>)

  expect(await screen.findByText('here')).toBeVisible()
  await quiet()
  expect(asked()).toEqual([])
})
