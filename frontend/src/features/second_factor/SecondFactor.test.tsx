import { screen } from '@testing-library/react'
import { Refused } from '../../api/problems'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { SecondFactor } from './SecondFactor'
import { ShowFactor } from './ShowFactor'

const none = {
  is_needed: false,
  is_demanded: false,
  has_factor: false,
  offers_passkeys: false,
  ways: [],
  factors: [],
  recovery_codes_left: 0,
}
const app = {
  id: 'f1',
  key: 'ABCD EFGH',
  address: 'otpauth://totp/Kenkyu',
  qr_size: 21,
  qr_path: 'M0 0h7v1h-7z',
}
const refused = {
  type: '/problems/second-factor/refused',
  title: 'That did not show that it is you',
  status: 403,
  detail: 'Wait for the next one.',
}

test('an app is named, scanned and confirmed, and the codes on paper are shown', async () => {
  const seen = serve({
    'GET /api/me/second-factor': { body: none },
    'POST /api/me/second-factor/apps': { status: 201, body: app },
    'POST /api/me/second-factor/apps/f1/confirm': { body: { recovery_codes: ['ABCD EFGH IJKL MNOP'] } },
  })
  const { user } = await show(<SecondFactor />, 'secondFactor')
  await user.click(await screen.findByRole('button', { name: 'Add an authenticator app' }))
  expect(screen.getByRole('heading', { name: 'Add an authenticator app' })).toHaveFocus()
  await user.click(screen.getByRole('button', { name: 'Show the code to scan' }))
  expect(await screen.findByRole('img', { name: /QR code/ })).toBeInTheDocument()
  expect(screen.getByLabelText('Or type in this key')).toHaveValue('ABCD EFGH')
  await user.click(screen.getByRole('button', { name: 'Confirm' }))
  expect(await screen.findByText('Enter a code.')).toBeInTheDocument()
  await user.type(screen.getByLabelText('Code of your app'), '123 456')
  await user.click(screen.getByRole('button', { name: 'Confirm' }))

  expect(await screen.findByText('ABCD EFGH IJKL MNOP')).toBeInTheDocument()
  expect(seen.filter(one => one.method === 'POST').map(one => one.body)).toEqual([
    { name: 'My phone' },
    { code: '123 456' },
  ])
})

test('a wrong code is said, and a code on paper can be used instead', async () => {
  const sent: unknown[] = []
  const send = async (proof: unknown) => {
    sent.push(proof)
    throw new Refused(403, refused)
  }
  const { user } = await show(
    <ShowFactor ways={['totp', 'recovery']} submit="Go on" send={send} />,
    'secondFactor',
  )
  await user.click(screen.getByRole('button', { name: 'Go on' }))
  expect(await screen.findByText('Enter a code.')).toBeInTheDocument()
  expect(sent).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Use a code on paper' }))
  await user.type(screen.getByLabelText('Code on paper'), 'abcd efgh ijkl mnop')
  await user.click(screen.getByRole('button', { name: 'Go on' }))

  expect(sent).toEqual([{ code: 'abcd efgh ijkl mnop' }])
  expect(await screen.findByText('That did not show that it is you')).toBeInTheDocument()
  expect(screen.getByLabelText('Code on paper')).toHaveValue('')
})
