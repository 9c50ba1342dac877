import { screen } from '@testing-library/react'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { KeyBox } from './KeyBox'

const cycle = { id: 'cycle', state: 'active' } as const
const none = {
  status: 404,
  body: { type: '/problems/not-found', title: 'There is none', status: 404, detail: '' },
}

test('the key is asked for by a button and never ahead of time', async () => {
  const asked = serve({
    'GET /api/cycles/cycle/pupil-key': {
      body: { text: 'A: first table', ends_on: '2027-07-20', version: 1 },
    },
  })
  const { user } = await show(<KeyBox cycle={cycle} />, 'pupils')
  expect(asked).toEqual([])

  await user.click(screen.getByRole('button', { name: 'Open the key' }))

  expect(await screen.findByDisplayValue('A: first table')).toBeVisible()
  expect(screen.getByText('It will be gone on Tuesday 20 July 2027.')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Close it again' }))
  expect(screen.queryByDisplayValue('A: first table')).toBeNull()
})

test('where there is none one can be kept, and it says until when', async () => {
  const asked = serve({
    'GET /api/cycles/cycle/pupil-key': none,
    'PUT /api/cycles/cycle/pupil-key': {
      body: { text: 'A: by the door', ends_on: '2027-07-20', version: 1 },
    },
  })
  const { user } = await show(<KeyBox cycle={cycle} />, 'pupils')
  await user.click(screen.getByRole('button', { name: 'Open the key' }))

  await user.type(await screen.findByRole('textbox'), 'A: by the door')
  await user.click(screen.getByRole('button', { name: 'Keep the key' }))

  expect(await screen.findByText('Kept. It will be gone on Tuesday 20 July 2027.')).toBeVisible()
  expect(asked.at(-1)?.body).toEqual({ text: 'A: by the door' })
  expect(asked.at(-1)?.headers.get('If-Match')).toBe('"0"')
  expect(screen.getByRole('button', { name: 'Delete the key' })).toBeVisible()
})

test('a cycle that has ended begins no key', async () => {
  serve({ 'GET /api/cycles/cycle/pupil-key': none })
  const { user } = await show(<KeyBox cycle={{ ...cycle, state: 'completed' }} />, 'pupils')
  await user.click(screen.getByRole('button', { name: 'Open the key' }))

  expect(await screen.findByText(/none can be begun/)).toBeVisible()
  expect(screen.queryByRole('textbox')).toBeNull()
})
