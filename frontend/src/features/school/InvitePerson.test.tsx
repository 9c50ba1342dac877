import { screen } from '@testing-library/react'
import type { Schema } from '../../api/client'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { InvitePerson } from './InvitePerson'

const ben: Schema<'StaffOut'> = {
  id: 'ben',
  code: 'BOK',
  name: 'Ben Okafor',
  email: null,
  department: 'PE',
  fte_percent: 100,
  regime: 'stpcd',
  joined_on: null,
  left_on: null,
  is_active: true,
  can_sign_in: false,
  roles: [],
  version: 1,
}

test('an invitation shows its link once, to be copied', async () => {
  const asked = serve({
    'POST /api/staff/ben/invitation': {
      status: 201,
      body: { url: '/invitation/secret', expires_at: '2026-11-29T00:00:00Z' },
    },
  })
  const { user } = await show(<InvitePerson person={ben} />, 'school')

  await user.type(screen.getByLabelText('E-mail'), 'ben@larkmere.example')
  await user.click(screen.getByRole('checkbox', { name: /Cover lead/ }))
  await user.click(screen.getByRole('button', { name: 'Make a link for Ben Okafor' }))

  const link = await screen.findByLabelText('Link for Ben Okafor')
  expect((link as HTMLInputElement).value).toMatch(/^http.*\/invitation\/secret$/)
  expect(screen.getByRole('button', { name: 'Copy the link' })).toBeVisible()
  expect(asked[0]?.body).toEqual({ email: 'ben@larkmere.example', roles: ['teacher', 'cover_lead'] })
})

test('an address that cannot be one is told at its field, and nothing is sent', async () => {
  const asked = serve({})
  const { user } = await show(<InvitePerson person={ben} />, 'school')

  await user.type(screen.getByLabelText('E-mail'), 'ben@')
  await user.click(screen.getByRole('button', { name: /Make a link/ }))

  expect(screen.getByLabelText('E-mail')).toHaveAccessibleDescription(/does not look like/)
  expect(asked).toHaveLength(0)
})
