import { screen } from '@testing-library/react'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { finding, mayNothing } from './finding.fixture'
import { Standing } from './Standing'

const handedIn = { submitted_at: '2026-11-20T09:00:00Z' }

test('while a lead looks at it, its authors can only take it back', async () => {
  const asked = serve({
    'GET /api/me': { body: person() },
    'POST /api/findings/finding/take-back': { body: finding() },
  })
  const { user } = await show(
    <Standing
      finding={finding({ ...handedIn, state: 'submitted', may: { ...mayNothing, take_back: true } })}
    />,
    'fair',
    'writing',
  )

  expect(await screen.findByText(/Nothing more to do now/)).toBeVisible()
  expect(screen.queryByRole('button', { name: /Publish/ })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Take it back' }))
  await user.click(screen.getByRole('button', { name: 'Yes, take it back' }))

  expect(await screen.findByText('It is a draft again.')).toBeVisible()
  expect(asked.filter(one => one.path.endsWith('/take-back'))).toHaveLength(1)
})

test('when it is accepted, publishing names the audience and says what it does', async () => {
  const asked = serve({
    'GET /api/me': { body: person() },
    'POST /api/findings/finding/publish': { body: finding({ state: 'published' }) },
  })
  const may = { ...mayNothing, publish: true, take_back: true }
  const { user } = await show(
    <Standing finding={finding({ ...handedIn, state: 'accepted', may })} />,
    'fair',
    'writing',
  )

  await user.click(await screen.findByRole('button', { name: 'Publish to everyone' }))
  expect(screen.getByText(/Anyone can read it/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Yes, publish' }))

  expect(await screen.findByText('It is published.')).toBeVisible()
  expect(asked.filter(one => one.path.endsWith('/publish'))).toHaveLength(1)
})

test('a newer edition says what becomes of the old one', async () => {
  serve({ 'GET /api/me': { body: person() } })
  const may = { ...mayNothing, publish: true }
  const { user } = await show(
    <Standing finding={finding({ ...handedIn, state: 'accepted', revises_id: 'old', may })} />,
    'fair',
    'writing',
  )

  await user.click(await screen.findByRole('button', { name: 'Publish as the newer edition' }))
  expect(screen.getByText(/at the same address/)).toBeVisible()
})

test('what is published can be withdrawn, and a newer edition begun', async () => {
  serve({ 'GET /api/me': { body: person() } })
  const may = { ...mayNothing, withdraw: true, revise: true }
  await show(<Standing finding={finding({ state: 'published', may })} />, 'fair', 'writing')

  expect(await screen.findByRole('button', { name: 'Withdraw it' })).toBeVisible()
  expect(screen.getByRole('button', { name: 'Write a newer edition' })).toBeVisible()
})

test('what is withdrawn can be begun anew, and nothing else', async () => {
  serve({ 'GET /api/me': { body: person() } })
  await show(<Standing finding={finding({ state: 'withdrawn', may: mayNothing })} />, 'fair', 'writing')

  expect(await screen.findByRole('button', { name: 'Begin a new draft with this text' })).toBeVisible()
  expect(screen.getAllByRole('button')).toHaveLength(1)
})

test('a name that came to the school’s list since is told before anything is published', async () => {
  const names = [{ field: 'findings', word: 'Amira', why: 'It is on the school’s list.' }]
  serve({
    'GET /api/me': { body: person() },
    'POST /api/findings/finding/publish': {
      status: 409,
      body: { type: '/problems/finding/names-a-pupil', title: 'No', status: 409, detail: '', names },
    },
  })
  const may = { ...mayNothing, publish: true, take_back: true }
  const { user } = await show(<Standing finding={finding({ state: 'accepted', may })} />, 'fair', 'writing')

  await user.click(await screen.findByRole('button', { name: 'Publish to everyone' }))
  await user.click(screen.getByRole('button', { name: 'Yes, publish' }))

  expect(await screen.findByText(/“Amira”/)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Take it back' })).toBeVisible()
})
