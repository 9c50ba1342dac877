import { screen } from '@testing-library/react'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { directedYear, event } from './fixtures'
import { MyVolunteering } from './MyVolunteering'
import { NotMine } from './NotMine'

const off = event({
  not_directed: [{ staff_id: 'ben', name: 'Ben Okafor', why: 'does not work on that day' }],
})

test('a part-timer is told why an event does not direct them, and comes for time off in lieu', async () => {
  const asked = serve({
    'GET /api/directed-events': { body: { items: [off], next: null } },
    'GET /api/directed-events/parents': { body: off },
    'POST /api/directed-events/parents/volunteers': { status: 201, body: off },
  })
  const { user } = await show(<NotMine year={directedYear()} />, 'workingTime')

  await user.click(await screen.findByRole('button', { name: /^Come anyway: Year 9/ }))
  expect(await screen.findByText('You do not work then, so it does not direct you.')).toBeVisible()
  await user.click(screen.getByRole('radio', { name: 'Time off in lieu' }))
  await user.click(screen.getByRole('button', { name: 'I come, 2\u00a0h 30\u00a0min back as time off' }))

  expect(await screen.findByText(/You can withdraw at any time/)).toBeVisible()
  expect(asked.find(one => one.method === 'POST')?.body).toEqual({
    staff_id: null,
    recompense: 'time_off',
    note: '',
  })
})

test('what is counted already is not volunteered for', async () => {
  serve({
    'GET /api/directed-events': { body: { items: [off], next: null } },
    'GET /api/directed-events/parents': { body: event({ is_mine: true }) },
  })
  const { user } = await show(<NotMine year={directedYear()} />, 'workingTime')

  await user.click(await screen.findByRole('button', { name: /^Come anyway/ }))

  expect(await screen.findByText(/already in your directed time/)).toBeVisible()
  expect(screen.queryByRole('radio')).toBeNull()
})

test('withdrawing asks no reason', async () => {
  const asked = serve({
    'POST /api/directed-events/parents/volunteers/ben/withdraw': { body: event() },
  })
  const voluntary = [
    {
      event_id: 'parents',
      title: 'Parents’ evening',
      held_on: '2026-12-03',
      minutes: 150,
      recompense: 'paid' as const,
    },
  ]
  const { user } = await show(<MyVolunteering year={directedYear({ voluntary })} />, 'workingTime')

  await user.click(await screen.findByRole('button', { name: /^Withdraw from Parents/ }))

  expect(await screen.findByText(/You do not come to Parents’ evening after all/)).toBeVisible()
  expect(asked).toHaveLength(1)
})
