import { screen } from '@testing-library/react'
import type { Schema } from '../../api/client'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { Consent } from './Consent'

const finding = (change: Partial<Schema<'FindingOut'>> = {}): Schema<'FindingOut'> => ({
  id: 'finding',
  group_id: 'group',
  group_name: 'Talk partners',
  state: 'draft',
  title: 'Count to five',
  pull_quote: '',
  background: 'x',
  aims: 'x',
  methods: 'x',
  findings: 'x',
  implications: 'x',
  next_time: 'x',
  focus: 'Talk',
  phase: 'all',
  subject: '',
  licence: 'CC-BY-4.0',
  audience: 'everyone',
  round_ids: [],
  authors: [
    { staff_id: 'neil', name: 'Neil Hargrave', agreed: true },
    { staff_id: 'ben', name: 'Ben Okafor', agreed: true },
  ],
  what_is_missing: [],
  published_at: null,
  version: 4,
  ...change,
})

test('publishing names the audience, says what it does, and asks once', async () => {
  const asked = serve({
    'GET /api/me': { body: person() },
    'POST /api/findings/finding/publish': { body: finding({ state: 'published' }) },
  })
  const { user } = await show(<Consent finding={finding()} isDirty={false} />, 'fair')

  await user.click(await screen.findByRole('button', { name: 'Publish to everyone' }))
  expect(screen.getByText(/Anyone can read it/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Yes, publish' }))

  expect(await screen.findByText('It is published.')).toBeVisible()
  expect(asked.filter(one => one.path.endsWith('/publish'))).toHaveLength(1)
})

test('without everybody’s agreement nothing goes out, and it says who is awaited', async () => {
  serve({ 'GET /api/me': { body: person() } })
  const authors = [
    { staff_id: 'neil', name: 'Neil Hargrave', agreed: false },
    { staff_id: 'ben', name: 'Ben Okafor', agreed: true },
  ]
  await show(
    <Consent
      finding={finding({ authors, what_is_missing: ['Neil Hargrave has not agreed to this text yet.'] })}
      isDirty={false}
    />,
    'fair',
  )

  expect(await screen.findByRole('button', { name: 'Publish to everyone' })).toBeDisabled()
  expect(screen.getByText('Neil Hargrave has not agreed to this text yet.')).toBeVisible()
})

test('an author agrees to the version they read', async () => {
  const authors = [{ staff_id: 'neil', name: 'Neil Hargrave', agreed: false }]
  const asked = serve({
    'GET /api/me': { body: person() },
    'POST /api/findings/finding/agree': { body: finding() },
  })
  const { user } = await show(<Consent finding={finding({ authors })} isDirty={false} />, 'fair')

  await user.click(await screen.findByRole('button', { name: 'I agree to this text' }))

  expect(await screen.findByText('You agreed to the text as it stands.')).toBeVisible()
  expect(asked.find(one => one.path.endsWith('/agree'))?.headers.get('If-Match')).toBe('"4"')
})

test('what is not saved cannot be agreed to', async () => {
  serve({ 'GET /api/me': { body: person() } })
  const authors = [{ staff_id: 'neil', name: 'Neil Hargrave', agreed: false }]
  await show(<Consent finding={finding({ authors })} isDirty />, 'fair')

  expect(await screen.findByRole('button', { name: 'I agree to this text' })).toBeDisabled()
  expect(screen.getByText(/Save first/)).toBeVisible()
})

test('what is published can be withdrawn, and its text begun anew', async () => {
  serve({ 'GET /api/me': { body: person() } })
  await show(<Consent finding={finding({ state: 'published' })} isDirty={false} />, 'fair')

  expect(await screen.findByRole('button', { name: 'Withdraw it' })).toBeVisible()
  expect(screen.getByRole('button', { name: 'Begin a new draft with this text' })).toBeVisible()
  expect(screen.queryByRole('button', { name: /Publish/ })).toBeNull()
})

test('a name of the school’s list is told at its place, and nothing goes out', async () => {
  const names = [{ field: 'findings', word: 'Amira', why: 'It is on the school’s list.' }]
  serve({
    'GET /api/me': { body: person() },
    'POST /api/findings/finding/publish': {
      status: 409,
      body: { type: '/problems/finding/names-a-pupil', title: 'No', status: 409, detail: '', names },
    },
  })
  const seen: unknown[] = []
  const { user } = await show(
    <Consent finding={finding()} isDirty={false} onNamed={found => seen.push(found)} />,
    'fair',
  )

  await user.click(await screen.findByRole('button', { name: 'Publish to everyone' }))
  await user.click(screen.getByRole('button', { name: 'Yes, publish' }))

  expect(await screen.findByText('The finding names a pupil')).toBeVisible()
  expect(screen.getByText(/“Amira”/)).toBeVisible()
  expect(screen.queryByRole('button', { name: /no pupil’s name/ })).toBeNull()
  expect(seen).toEqual([names])
})

test('what only looks like a name is asked about, and an author answers', async () => {
  const names = [{ field: 'aims', word: 'Rose', why: 'It looks like a name.' }]
  const asked = serve({
    'GET /api/me': { body: person() },
    'POST /api/findings/finding/publish': one =>
      (one.body as { is_checked: boolean }).is_checked
        ? { body: finding({ state: 'published' }) }
        : {
            status: 409,
            body: {
              type: '/problems/finding/names-not-checked',
              title: 'No',
              status: 409,
              detail: '',
              names,
            },
          },
  })
  const { user } = await show(<Consent finding={finding()} isDirty={false} />, 'fair')

  await user.click(await screen.findByRole('button', { name: 'Publish to everyone' }))
  await user.click(screen.getByRole('button', { name: 'Yes, publish' }))
  await user.click(await screen.findByRole('button', { name: 'It is no pupil’s name: publish' }))

  expect(await screen.findByText('It is published.')).toBeVisible()
  expect(asked.filter(one => one.path.endsWith('/publish')).map(one => one.body)).toEqual([
    { is_checked: false },
    { is_checked: true },
  ])
})
