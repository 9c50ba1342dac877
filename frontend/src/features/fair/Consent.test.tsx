import { screen } from '@testing-library/react'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { Consent } from './Consent'
import { finding } from './finding.fixture'

const waitingForNeil = [
  { staff_id: 'neil', name: 'Neil Hargrave', agreed: false },
  { staff_id: 'ben', name: 'Ben Okafor', agreed: true },
]

test('handing in says what is read and what is not, and asks once', async () => {
  const asked = serve({
    'GET /api/me': { body: person() },
    'POST /api/findings/finding/submit': { body: finding({ state: 'submitted' }) },
  })
  const { user } = await show(<Consent finding={finding()} isDirty={false} />, 'fair', 'writing')

  await user.click(await screen.findByRole('button', { name: 'Hand it in' }))
  expect(screen.getByText(/Not for quality/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Yes, hand it in' }))

  expect(await screen.findByText(/It is handed in/)).toBeVisible()
  expect(asked.filter(one => one.path.endsWith('/submit'))).toHaveLength(1)
})

test('without everybody’s agreement nothing goes out, and it says who is awaited', async () => {
  serve({ 'GET /api/me': { body: person() } })
  await show(
    <Consent
      finding={finding({
        authors: waitingForNeil,
        what_is_missing: ['Neil Hargrave has not agreed to this text yet.'],
      })}
      isDirty={false}
    />,
    'fair',
    'writing',
  )

  expect(await screen.findByRole('button', { name: 'Hand it in' })).toBeDisabled()
  expect(screen.getByText('Neil Hargrave has not agreed to this text yet.')).toBeVisible()
})

test('an author agrees to the version they read', async () => {
  const asked = serve({
    'GET /api/me': { body: person() },
    'POST /api/findings/finding/agree': { body: finding() },
  })
  const { user } = await show(
    <Consent finding={finding({ authors: waitingForNeil })} isDirty={false} />,
    'fair',
    'writing',
  )

  await user.click(await screen.findByRole('button', { name: 'I agree to this text' }))

  expect(await screen.findByText('You agreed to the text as it stands.')).toBeVisible()
  expect(asked.find(one => one.path.endsWith('/agree'))?.headers.get('If-Match')).toBe('"4"')
})

test('what is not saved cannot be agreed to', async () => {
  serve({ 'GET /api/me': { body: person() } })
  await show(<Consent finding={finding({ authors: waitingForNeil })} isDirty />, 'fair', 'writing')

  expect(await screen.findByRole('button', { name: 'I agree to this text' })).toBeDisabled()
  expect(screen.getByText(/Save first/)).toBeVisible()
})

test('a name of the school’s list is told at its place, and nothing goes out', async () => {
  const names = [{ field: 'findings', word: 'Amira', why: 'It is on the school’s list.' }]
  serve({
    'GET /api/me': { body: person() },
    'POST /api/findings/finding/submit': {
      status: 409,
      body: { type: '/problems/finding/names-a-pupil', title: 'No', status: 409, detail: '', names },
    },
  })
  const seen: unknown[] = []
  const { user } = await show(
    <Consent finding={finding()} isDirty={false} onRefusedAt={found => seen.push(found)} />,
    'fair',
    'writing',
  )

  await user.click(await screen.findByRole('button', { name: 'Hand it in' }))
  await user.click(screen.getByRole('button', { name: 'Yes, hand it in' }))

  expect(await screen.findByText('The finding names a pupil')).toBeVisible()
  expect(screen.getByText(/“Amira”/)).toBeVisible()
  expect(screen.queryByRole('button', { name: /no pupil’s name/ })).toBeNull()
  expect(seen).toEqual([{ findings: expect.stringContaining('Amira') }])
})

test('a class with a day is told in the school’s words, and at its field', async () => {
  const detail = 'In the methods, leave out 9B or 3 May: say the year group, or the term, instead.'
  serve({
    'GET /api/me': { body: person() },
    'POST /api/findings/finding/submit': {
      status: 409,
      body: {
        type: '/problems/finding/class-with-date',
        title: 'The finding names a class together with a date',
        status: 409,
        detail,
        field: 'methods',
        class_name: '9B',
        date: '3 May',
      },
    },
  })
  const seen: unknown[] = []
  const { user } = await show(
    <Consent finding={finding()} isDirty={false} onRefusedAt={found => seen.push(found)} />,
    'fair',
    'writing',
  )

  await user.click(await screen.findByRole('button', { name: 'Hand it in' }))
  await user.click(screen.getByRole('button', { name: 'Yes, hand it in' }))

  expect(await screen.findByText(detail)).toBeVisible()
  expect(seen).toEqual([{ methods: detail }])
})

test('what only looks like a name is asked about, and an author answers', async () => {
  const names = [{ field: 'aims', word: 'Rose', why: 'It looks like a name.' }]
  const asked = serve({
    'GET /api/me': { body: person() },
    'POST /api/findings/finding/submit': one =>
      (one.body as { is_checked: boolean }).is_checked
        ? { body: finding({ state: 'submitted' }) }
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
  const { user } = await show(<Consent finding={finding()} isDirty={false} />, 'fair', 'writing')

  await user.click(await screen.findByRole('button', { name: 'Hand it in' }))
  await user.click(screen.getByRole('button', { name: 'Yes, hand it in' }))
  await user.click(await screen.findByRole('button', { name: 'It is no pupil’s name: hand it in' }))

  expect(await screen.findByText(/It is handed in/)).toBeVisible()
  expect(asked.filter(one => one.path.endsWith('/submit')).map(one => one.body)).toEqual([
    { is_checked: false },
    { is_checked: true },
  ])
})
