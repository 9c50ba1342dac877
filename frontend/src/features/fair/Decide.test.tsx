import { screen } from '@testing-library/react'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { Decide } from './Decide'
import { finding, mayNothing } from './finding.fixture'

const authors = [{ staff_id: 'ben', name: 'Ben Okafor', agreed: true }]
const waiting = finding({
  state: 'submitted',
  authors,
  may: { ...mayNothing, accept: true, send_back: true },
})

test('accepting says that it is about pupils, and for whom it will be', async () => {
  const asked = serve({
    'GET /api/me': { body: person() },
    'POST /api/findings/finding/accept': { body: finding({ state: 'accepted' }) },
  })
  const { user } = await show(<Decide finding={waiting} />, 'fair', 'writing')

  await user.click(await screen.findByRole('button', { name: 'Accept it' }))
  expect(screen.getByText(/No pupil can be recognised/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Yes, accept' }))

  expect(await screen.findByText(/It is accepted/)).toBeVisible()
  const accepted = asked.filter(one => one.path.endsWith('/accept'))
  expect(accepted.map(one => one.headers.get('If-Match'))).toEqual(['"4"'])
})

test('sending back says what has to be mended, or is not sent', async () => {
  const asked = serve({
    'GET /api/me': { body: person() },
    'POST /api/findings/finding/send-back': { body: finding({ sent_back: 'Leave out the wheelchair.' }) },
  })
  const { user } = await show(<Decide finding={waiting} />, 'fair', 'writing')

  await user.click(await screen.findByRole('button', { name: 'Send it back' }))
  await user.click(screen.getByRole('button', { name: 'Send it back' }))
  expect(await screen.findByText('Say what has to be mended.')).toBeVisible()
  expect(asked.some(one => one.method === 'POST')).toBe(false)
  await user.type(screen.getByRole('textbox'), 'Leave out the wheelchair.')
  await user.click(screen.getByRole('button', { name: 'Send it back' }))

  expect(await screen.findByText('It is sent back to its authors.')).toBeVisible()
  const sent = asked.find(one => one.path.endsWith('/send-back'))
  expect(sent?.body).toEqual({ words: 'Leave out the wheelchair.' })
  expect(sent?.headers.get('If-Match')).toBe('"4"')
})

test('an author who leads is told that somebody else looks at it', async () => {
  serve({ 'GET /api/me': { body: person() } })
  const own = finding({ state: 'submitted', may: { ...mayNothing, take_back: true } })
  await show(<Decide finding={own} />, 'fair', 'writing')

  expect(await screen.findByText(/somebody else who leads/)).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Accept it' })).toBeNull()
})

test('what somebody else has accepted meanwhile says so', async () => {
  serve({ 'GET /api/me': { body: person() } })
  await show(<Decide finding={finding({ state: 'accepted' })} />, 'fair', 'writing')

  expect(await screen.findByText('It is accepted. Its authors publish it when they are ready.')).toBeVisible()
})
