import { screen } from '@testing-library/react'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { showAt } from '../../test/showAt'
import { WebhookPage } from './WebhookPage'

const webhook = {
  id: 'w1',
  name: 'Cover rota',
  address: 'https://rota.example/hook',
  dialect: 'kenkyu',
  kinds: ['cover_open'],
  is_active: true,
  created_by_name: 'Hana',
  created_at: '2026-11-20T08:00:00Z',
  version: 1,
}
const other = { ...webhook, id: 'w2', name: 'Staff room', address: 'https://room.example/hook' }
const nothing = { body: { items: [], next: null } }
const base = {
  'GET /api/me': { body: person() },
  'GET /api/webhooks': nothing,
  'GET /api/webhooks/w1': { body: webhook },
  'GET /api/webhooks/w2': { body: other },
  'GET /api/webhooks/w1/deliveries': nothing,
  'GET /api/webhooks/w2/deliveries': nothing,
}
const opened = () => showAt(WebhookPage, '/school/webhooks/$webhookId', '/school/webhooks/w1', 'webhooks')

test('nothing of one webhook stays on the page of the next: not its text, not its secret', async () => {
  serve({
    ...base,
    'POST /api/webhooks/w1/secret': { status: 201, body: { webhook, secret: 'whsec_first' } },
  })
  const { user, goTo } = await opened()
  // Both have been open before: nothing is loaded between them.
  await goTo('/school/webhooks/w2')
  expect(await screen.findByRole('heading', { level: 1, name: 'Staff room' })).toBeVisible()
  await goTo('/school/webhooks/w1')
  await user.type(await screen.findByLabelText('What you call it'), ' of ours')
  await user.click(screen.getByRole('button', { name: 'Make a new secret' }))
  await user.click(screen.getByRole('button', { name: 'Yes, make a new one' }))
  expect(await screen.findByLabelText('Secret')).toHaveValue('whsec_first')
  await user.click(screen.getByRole('button', { name: 'Remove this webhook' }))

  await goTo('/school/webhooks/w2')
  expect(await screen.findByRole('heading', { level: 1, name: 'Staff room' })).toBeVisible()
  expect(screen.getByLabelText('What you call it')).toHaveValue('Staff room')
  expect(screen.getByLabelText('Address')).toHaveValue('https://room.example/hook')
  expect(screen.queryByLabelText('Secret')).not.toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Yes, remove it' })).not.toBeInTheDocument()
})

test('pausing beside it leaves what was typed, which is then saved upon the paused version', async () => {
  const asked = serve({
    ...base,
    'PUT /api/webhooks/w1': ({ body }) => ({ body: { ...webhook, ...(body as object), version: 2 } }),
  })
  const { user } = await opened()
  const name = await screen.findByLabelText('What you call it')
  await user.clear(name)
  await user.type(name, 'Rota of cover')
  await user.click(screen.getByRole('button', { name: 'Pause' }))
  expect(await screen.findByText('Paused: it is told nothing')).toBeVisible()
  expect(screen.getByLabelText('What you call it')).toHaveValue('Rota of cover')

  await user.click(screen.getByRole('button', { name: 'Save' }))
  await expect.poll(() => asked.filter(one => one.method === 'PUT')).toHaveLength(2)
  const [paused, saved] = asked.filter(one => one.method === 'PUT')
  expect(paused?.body).toMatchObject({ name: 'Cover rota', is_active: false })
  expect(saved?.headers.get('If-Match')).toBe('"2"')
  expect(saved?.body).toMatchObject({ name: 'Rota of cover', is_active: false })
})

test('a colleague’s newer version comes in beside what was typed', async () => {
  let stored: object = webhook
  serve({
    ...base,
    'GET /api/webhooks/w1': () => ({ body: stored }),
    'PUT /api/webhooks/w1': {
      status: 412,
      body: {
        type: '/problems/stale',
        title: 'It was changed meanwhile',
        status: 412,
        detail: 'Look again.',
      },
    },
  })
  const { user } = await opened()
  const name = await screen.findByLabelText('What you call it')
  await user.clear(name)
  await user.type(name, 'Mine')
  stored = { ...webhook, name: 'Theirs', kinds: ['cover_open', 'round_planned'], version: 5 }
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await user.click(await screen.findByRole('button', { name: 'Load the newer version' }))

  expect(await screen.findByText('A colleague has changed the same')).toBeVisible()
  expect(screen.getByLabelText('What you call it')).toHaveValue('Mine')
  expect(screen.getByRole('checkbox', { name: 'A round is planned' })).toBeChecked()
  expect(screen.getByText('Theirs', { selector: 'span' })).toBeVisible()
  expect(screen.getByRole('button', { name: 'Save' })).toHaveFocus()
})
