import { configure, screen, within } from '@testing-library/react'
import { vi } from 'vitest'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { EditorForm } from './EditorForm'
import { finding, picture } from './finding.fixture'

// The whole editor stands here: on a busy machine it takes its time to appear.
vi.setConfig({ testTimeout: 30_000 })
configure({ asyncUtilTimeout: 10_000 })

const base = {
  'GET /api/me': { body: person() },
  'GET /api/groups/group/rounds': { body: { items: [], next: null } },
}
const stored = finding({ findings: 'Pupils waited.' })

test('a quote of seven words is told at once, and not sent', async () => {
  const asked = serve(base)
  const { user } = await show(<EditorForm finding={stored} />, 'fair', 'writing')

  await user.click(await screen.findByLabelText('The boldest short sentence'))
  await user.paste('one two three four five six seven')
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
  const { user } = await show(<EditorForm finding={stored} />, 'fair', 'writing')
  const aims = await screen.findByRole('textbox', { name: 'Aims' })
  await user.clear(aims)
  await user.paste('As I wrote it.')
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

test('mechanisms are chosen from four groups and saved in their order', async () => {
  const asked = serve({
    ...base,
    'PUT /api/findings/finding': ({ body }) => ({ body: { ...stored, ...(body as object), version: 5 } }),
  })
  const { user } = await show(<EditorForm finding={stored} />, 'fair', 'writing')

  const techniques = await screen.findByRole('group', { name: 'Developing teaching techniques' })
  await user.click(within(techniques).getByRole('checkbox', { name: 'Modelling the technique' }))
  await user.click(screen.getByRole('checkbox', { name: 'Revisiting prior learning' }))
  expect(screen.getByText('2 chosen')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Save' }))

  expect(await screen.findByText('Saved.')).toBeVisible()
  expect(asked.find(one => one.method === 'PUT')?.body).toMatchObject({ mechanisms: [2, 8] })
})

test('the finding that was tried is found at the fair and pointed at', async () => {
  const card = { id: 'theirs', title: 'Wait longer', group_name: 'Talk', school_name: 'Westerby High' }
  const asked = serve({
    ...base,
    'GET /api/shelf/findings': {
      body: { items: [card, { ...card, id: 'finding', title: 'Itself' }], next: null },
    },
    'PUT /api/findings/finding': ({ body }) => ({ body: { ...stored, ...(body as object), version: 5 } }),
  })
  const { user } = await show(<EditorForm finding={stored} />, 'fair', 'writing')

  await user.click(await screen.findByRole('button', { name: 'Find the finding you tried' }))
  expect(await screen.findByRole('button', { name: /We tried this.*Wait longer/ })).toBeVisible()
  expect(screen.queryByText('Itself')).toBeNull()
  await user.click(screen.getByRole('button', { name: /We tried this/ }))
  expect(screen.getByText('You tried “Wait longer”.')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Save' }))

  expect(await screen.findByText('Saved.')).toBeVisible()
  expect(asked.find(one => one.method === 'PUT')?.body).toMatchObject({ adapts_id: 'theirs' })
})

test('a picture is put into the text at the end of a part, with its words', async () => {
  serve(base)
  const { user } = await show(<EditorForm finding={{ ...stored, files: [picture()] }} />, 'fair', 'writing')

  expect(await screen.findByText(/Not in the text yet/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: /Put it into/ }))
  await user.click(await screen.findByRole('menuitem', { name: 'What we found' }))

  expect(screen.getByRole('textbox', { name: 'What we found' })).toHaveValue(
    'Pupils waited.\n\n![Two thirds and three quarters of the same bar.](file:bars)',
  )
  expect(screen.getByText(/In the text/)).toBeVisible()
})

test('the page is made by the server from what is typed, saved or not', async () => {
  const asked = serve({
    ...base,
    'POST /api/findings/preview': { body: { html: { aims: '<p>To <strong>begin</strong>.</p>' } } },
  })
  const { user } = await show(<EditorForm finding={stored} />, 'fair', 'writing')

  const aims = await screen.findByRole('textbox', { name: 'Aims' })
  await user.clear(aims)
  await user.paste('To **begin**.')
  await user.click(screen.getByRole('button', { name: 'Read it as others will' }))

  const page = await screen.findByRole('dialog', { name: 'As others will read it' })
  expect((await within(page).findByText('begin')).tagName).toBe('STRONG')
  expect(within(page).getByText(/not saved yet/)).toBeVisible()
  expect(asked.find(one => one.path.endsWith('/preview'))?.body).toMatchObject({
    texts: { aims: 'To **begin**.' },
  })
})

test('a button above a text marks what is selected, and the arrows lead along the buttons', async () => {
  serve(base)
  const { user } = await show(<EditorForm finding={stored} />, 'fair', 'writing')
  const aims = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Aims' })
  aims.setSelectionRange(0, 2)
  const bar = screen.getByRole('toolbar', { name: 'Format Aims' })

  await user.click(within(bar).getByRole('button', { name: 'Bold' }))
  expect(aims).toHaveValue('**To** begin with.')

  within(bar).getByRole('button', { name: 'Bold' }).focus()
  await user.keyboard('{ArrowRight}')
  expect(within(bar).getByRole('button', { name: 'Italic' })).toHaveFocus()
  await user.keyboard('{End}')
  expect(within(bar).getByRole('button', { name: 'Table' })).toHaveFocus()
})

test('what the lead sent back stands above the text', async () => {
  serve(base)
  await show(
    <EditorForm finding={{ ...stored, sent_back: 'Leave out the wheelchair.' }} />,
    'fair',
    'writing',
  )

  expect(await screen.findByText('Leave out the wheelchair.')).toBeVisible()
})
