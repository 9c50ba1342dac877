import { cleanup, configure, screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { lesson } from './cycle.fixture'
import { ProposalForm } from './ProposalForm'

const me = { 'GET /api/me': { body: person() } }
// A form of many fields on a busy machine.
vi.setConfig({ testTimeout: 30_000 })
configure({ asyncUtilTimeout: 5_000 })
beforeEach(() => sessionStorage.clear())

const write = async (user: UserEvent, label: string, text: string) => {
  await user.clear(await screen.findByLabelText(label))
  await user.paste(text)
}

test('when somebody else changed the same place both texts are shown, and the chosen one is saved on theirs', async () => {
  const stored = lesson()
  const theirs = lesson({
    version: 3,
    proposal: { ...stored.proposal, learning_objective: 'As Ben wrote it.', rationale: 'Ben alone.' },
  })
  const asked = serve({
    ...me,
    'GET /api/research-lessons/lesson': { body: theirs },
    'PUT /api/research-lessons/lesson/proposal': ({ body }) => {
      const { base_version, proposal } = body as { base_version: number; proposal: object }
      return base_version === 3
        ? { body: { ...theirs, version: 4, proposal } }
        : {
            status: 409,
            body: {
              type: '/problems/lesson-study/both-changed',
              title: 'Two of you changed the same place',
              status: 409,
              detail: '',
            },
          }
    },
  })
  const { user } = await show(<ProposalForm lesson={stored} />, 'lessonStudy')
  await write(user, 'Learning objective', 'As I wrote it.')
  await user.click(screen.getByRole('button', { name: 'Save the proposal' }))

  expect(await screen.findByText('Ben Okafor saved meanwhile')).toBeVisible()
  const choice = screen.getByRole('radiogroup', { name: 'Learning objective' })
  expect(within(choice).getByText('As I wrote it.')).toBeVisible()
  await user.click(within(choice).getByRole('radio', { name: 'The text of Ben Okafor' }))
  await user.click(screen.getByRole('button', { name: 'Save with these choices' }))

  expect(await screen.findByText('Saved.')).toBeVisible()
  expect(asked.filter(one => one.method === 'PUT').at(-1)?.body).toMatchObject({
    base_version: 3,
    proposal: { learning_objective: 'As Ben wrote it.', rationale: 'Ben alone.' },
  })
})

test('who saved at the same time elsewhere is named', async () => {
  serve({
    ...me,
    'PUT /api/research-lessons/lesson/proposal': {
      body: lesson({ version: 4, merged: true, saved_by_name: 'Neil Hargrave' }),
    },
    'GET /api/research-lessons/lesson/versions': {
      body: {
        items: [
          { number: 4, saved_by_name: 'Neil Hargrave', saved_at: '2026-11-02T16:00:00Z', is_merged: true },
          { number: 3, saved_by_name: 'Ben Okafor', saved_at: '2026-11-02T15:59:00Z', is_merged: false },
        ],
        next: null,
      },
    },
  })
  const { user } = await show(<ProposalForm lesson={lesson()} />, 'lessonStudy')
  await write(user, 'Prediction for B in “Talk”', 'Asks.')
  await user.click(screen.getByRole('button', { name: 'Save the proposal' }))

  expect(await screen.findByText('Ben Okafor saved at the same time; both are kept.')).toBeVisible()
})

test('what was typed and not saved is there again, and can be given up', async () => {
  serve(me)
  const first = await show(<ProposalForm lesson={lesson()} />, 'lessonStudy')
  await write(first.user, 'What is new here', 'Sentence stems.')
  cleanup()

  const { user } = await show(<ProposalForm lesson={lesson()} />, 'lessonStudy')

  expect(await screen.findByText('Here is what you had typed')).toBeVisible()
  expect(screen.getByLabelText('What is new here')).toHaveValue('Sentence stems.')
  await user.click(screen.getByRole('button', { name: 'Back to the saved text' }))
  expect(screen.getByLabelText('What is new here')).toHaveValue('')
})

test('a stage without a name is told at once, and not sent', async () => {
  const asked = serve(me)
  const { user } = await show(<ProposalForm lesson={lesson()} />, 'lessonStudy')
  await user.click(await screen.findByRole('button', { name: 'Add a stage' }))
  await user.click(screen.getByRole('button', { name: 'Save the proposal' }))

  expect(await screen.findByText('Give the stage a name.')).toBeVisible()
  expect(asked.some(one => one.method === 'PUT')).toBe(false)
})
