import { screen, within } from '@testing-library/react'
import type { Schema } from '../../api/client'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { EditorForm } from './EditorForm'
import { begun } from './findingDraft'

const stored: Schema<'FindingOut'> = {
  id: 'finding',
  group_id: 'group',
  group_name: 'Talk partners',
  state: 'draft',
  ...begun('Count to five'),
  aims: 'To begin with.',
  authors: [{ staff_id: 'neil', name: 'Neil Hargrave', agreed: true }],
  what_is_missing: [],
  published_at: null,
  version: 4,
}
const base = {
  'GET /api/me': { body: person() },
  'GET /api/groups/group/rounds': { body: { items: [], next: null } },
}

test('a quote of seven words is told at once, and not sent', async () => {
  const asked = serve(base)
  const { user } = await show(<EditorForm finding={stored} />, 'fair')

  await user.type(
    await screen.findByLabelText('The boldest short sentence'),
    'one two three four five six seven',
  )
  expect(screen.getByText('7 of 6 words')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Save' }))

  expect(await screen.findByText('At most six words.')).toBeVisible()
  expect(asked.some(one => one.method === 'PUT')).toBe(false)
})

test('when somebody else saved meanwhile both texts are shown, and the chosen one is saved over theirs', async () => {
  const theirs = { ...stored, aims: 'As a colleague wrote it.', background: 'Theirs alone.', version: 5 }
  const asked = serve({
    ...base,
    'GET /api/findings/finding': { body: theirs },
    'PUT /api/findings/finding': ({ headers, body }) =>
      headers.get('If-Match') === '"5"'
        ? { body: { ...theirs, ...(body as object), version: 6 } }
        : {
            status: 412,
            body: {
              type: '/problems/stale',
              title: 'This has changed since you opened it',
              status: 412,
              detail: '',
            },
          },
  })
  const { user } = await show(<EditorForm finding={stored} />, 'fair')
  const aims = await screen.findByRole('textbox', { name: 'Aims' })
  await user.clear(aims)
  await user.type(aims, 'As I wrote it.')
  await user.click(screen.getByRole('button', { name: 'Save' }))

  const choice = await screen.findByRole('radiogroup', { name: 'Which Aims?' })
  expect(within(choice).getByText('As I wrote it.')).toBeVisible()
  expect(within(choice).getByText('As a colleague wrote it.')).toBeVisible()
  await user.click(within(choice).getByRole('radio', { name: 'Theirs' }))
  await user.click(screen.getByRole('button', { name: 'Save with these choices' }))

  expect(await screen.findByText('Saved.')).toBeVisible()
  expect(asked.filter(one => one.method === 'PUT').at(-1)?.body).toMatchObject({
    aims: 'As a colleague wrote it.',
    background: 'Theirs alone.',
  })
})
