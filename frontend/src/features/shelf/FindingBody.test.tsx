import { screen, within } from '@testing-library/react'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { FindingBody } from './FindingBody'
import { card, finding, picture, sheet } from './shelf.fixture'

const empty = { body: { items: [], next: null } }
const around = {
  'GET /api/me': { body: person({ roles: ['teacher'] }) },
  'GET /api/me/follows': empty,
  'GET /api/fair/findings/one/reactions': empty,
  'GET /api/fair/findings/one/questions': empty,
  'GET /api/fair/findings/one/trail': {
    body: { adapts: [], is_broken: false, adapted_by: { items: [], next: null } },
  },
  'GET /api/shelf/findings/one/like': { body: { items: [] } },
}
const words = ['shelf', 'fair', 'writing'] as const

test('the parts with a text, the leading picture, files with their size, and how to cite', async () => {
  serve(around)
  await show(<FindingBody finding={finding({ files: [picture(), sheet()] })} />, ...words)
  expect(screen.getAllByRole('heading', { level: 2 }).map(one => one.textContent)).toContain('What we found')
  expect(screen.queryByRole('heading', { name: 'Next time' })).not.toBeInTheDocument()
  expect(screen.getByText('came up').tagName).toBe('STRONG')
  expect(screen.getByRole('img', { name: 'Two bars, drawn by a pupil.' })).toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'Worksheet.pdf' })).toHaveAttribute(
    'href',
    '/api/fair/findings/one/files/sheet',
  )
  expect(screen.getByText('240 kB')).toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'BibTeX' })).toHaveAttribute('href', '/one.bib')
})

test('from finding to finding, the oldest first', async () => {
  serve({
    ...around,
    'GET /api/fair/findings/one/trail': {
      body: {
        adapts: [card({ id: 'near', title: 'The nearer' }), card({ id: 'far', title: 'The first' })],
        is_broken: true,
        adapted_by: { items: [card({ id: 'after', title: 'The later' })], next: null },
      },
    },
  })
  await show(<FindingBody finding={finding()} />, ...words)
  const heading = await screen.findByRole('heading', { name: 'From finding to finding' })
  const steps = within(heading.parentElement as HTMLElement).getAllByRole('listitem')
  expect(steps.map(one => one.textContent?.slice(0, 9))).toEqual([
    'It began ',
    'The first',
    'The neare',
    'The findi',
    'The later',
  ])
})

test('a question is asked, and the team alone answers', async () => {
  const seen = serve({
    ...around,
    'GET /api/fair/findings/one/questions': {
      body: {
        items: [
          {
            id: 'q1',
            finding_id: 'one',
            text: 'Which class was it?',
            by_name: 'Owen Gethin',
            school_name: 'Westerby High',
            made_at: '2027-06-10T10:00:00Z',
            answers: [],
            may_answer: false,
          },
        ],
        next: null,
      },
    },
    'POST /api/fair/findings/one/questions': { status: 201, body: {} },
  })
  const { user } = await show(<FindingBody finding={finding()} />, ...words)
  expect(await screen.findByText('Which class was it?')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Answer Owen Gethin' })).not.toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Ask the team a question' }))
  await user.click(screen.getByRole('button', { name: 'Ask the team' }))
  expect(screen.getByText('Write your question.')).toBeInTheDocument()
  await user.type(screen.getByRole('textbox', { name: 'Your question' }), 'How long did it take?')
  await user.click(screen.getByRole('button', { name: 'Ask the team' }))
  expect(await screen.findByText('Your question is asked.')).toBeInTheDocument()
  const sent = seen.find(one => one.method === 'POST')
  expect(sent?.body).toEqual({ text: 'How long did it take?' })
  expect(sent?.headers.get('Idempotency-Key')).toBeTruthy()
})

test('“I will try this” says what will come of it', async () => {
  const seen = serve({
    ...around,
    'POST /api/fair/findings/one/reactions': {
      status: 201,
      body: {
        id: 'r',
        kind: 'will_try',
        text: '',
        by_name: 'x',
        school_name: 'y',
        made_at: '2027-06-10T10:00:00Z',
      },
    },
  })
  const { user } = await show(<FindingBody finding={finding()} />, ...words)
  await user.click(await screen.findByRole('button', { name: 'I will try this' }))
  expect(await screen.findByText('You will try it: the authors see that.')).toBeInTheDocument()
  expect(seen.find(one => one.method === 'POST')?.body).toEqual({ kind: 'will_try', text: '' })
})
