import { screen } from '@testing-library/react'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { ToAccept } from './ToAccept'

const waiting = {
  id: 'finding',
  group_name: 'Talk partners',
  state: 'submitted',
  title: 'Count to five',
  updated_at: '2026-11-20T09:00:00Z',
  published_at: null,
  agreed: 2,
  authors: 2,
  author_names: ['Ben Okafor', 'Dina Roberts'],
  audience: 'everyone',
  licence: 'CC-BY-4.0',
  submitted_at: '2026-11-20T09:00:00Z',
  preview: 'Pupils waited.',
}

test('a lead sees what waits, by whom and for whom, and that quality is not asked', async () => {
  serve({ 'GET /api/findings-to-accept': { body: { items: [waiting], next: null } } })
  await show(<ToAccept />, 'fair', 'writing')

  expect(await screen.findByRole('heading', { name: 'One finding waits for you' })).toBeVisible()
  expect(screen.getByText(/You read for safeguarding/)).toBeVisible()
  expect(screen.getByText(/Ben Okafor, Dina Roberts/)).toBeVisible()
  expect(screen.getByText(/For everyone/)).toBeVisible()
  expect(screen.getByRole('link', { name: /Read and decide/ })).toHaveAttribute(
    'href',
    '/desk/findings/finding',
  )
})

test('nothing waits', async () => {
  serve({ 'GET /api/findings-to-accept': { body: { items: [], next: null } } })
  await show(<ToAccept />, 'fair', 'writing')

  expect(await screen.findByRole('heading', { name: 'No finding waits for you' })).toBeVisible()
})
