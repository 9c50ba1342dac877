import { screen } from '@testing-library/react'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { Following } from './Following'

const label = (name: string) => ({ kind: 'focus', value: name.toLowerCase(), label: name, count: 1 })
const empty = { body: { items: [], next: null } }
const base = {
  'GET /api/me': { body: person({ roles: ['teacher'] }) },
  'GET /api/me/follows': empty,
  'GET /api/me/news': empty,
  'GET /api/me/digest': { body: { is_wanted: false, told_until: null } },
  'GET /api/shelf/labels': { body: { items: [label('Talk'), label('Reading')] } },
}
const words = ['shelf', 'fair', 'writing'] as const

test('says how it begins, and offers what can be followed', async () => {
  const seen = serve({ ...base, 'POST /api/me/follows': { status: 201, body: {} } })
  const { user } = await show(<Following />, ...words)
  expect(await screen.findByRole('heading', { name: 'Choose what you want to hear of' })).toBeInTheDocument()
  await user.click(await screen.findByRole('button', { name: 'Follow Reading' }))
  expect(seen.find(one => one.method === 'POST')?.body).toEqual({ kind: 'focus', value: 'reading' })
})

test('the weekly e-mail is chosen, and what was chosen is said', async () => {
  const seen = serve({ ...base, 'PUT /api/me/digest': { body: { is_wanted: true, told_until: null } } })
  const { user } = await show(<Following />, ...words)
  await user.click(await screen.findByRole('switch', { name: /once a week/ }))
  expect(await screen.findByText(/The weekly e-mail will come/)).toBeInTheDocument()
  expect(screen.getByRole('switch', { name: /once a week/ })).toBeChecked()
  expect(seen.find(one => one.method === 'PUT')?.body).toEqual({ is_wanted: true })
})

test('a guest is told whom it is for', async () => {
  serve({ 'GET /api/me': { body: person({ roles: ['knowledgeable_other'] }) } })
  await show(<Following />, ...words)
  expect(await screen.findByText('Following is for the school’s own staff')).toBeInTheDocument()
})
