import { screen } from '@testing-library/react'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { Forgotten } from './Forgotten'
import { MyPassword } from './MyPassword'
import { ResetForm } from './ResetForm'

const asks = async (by_mail: boolean) => {
  const seen = serve({
    'POST /api/password-resets': { status: 202, body: { by_mail, good_for_minutes: 60 } },
  })
  const { user } = await show(<Forgotten />, 'comingIn', 'identity')
  await user.type(screen.getByLabelText('E-mail'), ' amina@birch.example ')
  await user.click(screen.getByRole('button', { name: 'Send me the link' }))
  return { seen, user }
}

test('whoever forgot their password is told the same for every address', async () => {
  const { seen } = await asks(true)

  expect(await screen.findByText(/If somebody signs in with amina@birch.example/)).toBeVisible()
  expect(seen[0]?.body).toEqual({ email: 'amina@birch.example' })
})

test('where no mail is sent it says who helps', async () => {
  await asks(false)

  expect(await screen.findByText(/Ask whoever leads your school/)).toBeVisible()
})

test('a common password is refused beside its field, and what was typed stays', async () => {
  serve({
    'POST /api/password-resets/abc/take': {
      status: 422,
      body: {
        type: '/problems/invalid-request',
        title: 'Not understood',
        status: 422,
        detail: '',
        errors: [{ pointer: '/body/password', message: 'is one that is guessed first' }],
      },
    },
  })
  const { user } = await show(
    <ResetForm secret="abc" email="amina@birch.example" onDone={() => undefined} />,
    'comingIn',
    'identity',
  )
  const field = screen.getByLabelText('New password')
  await user.type(field, 'Password1234')
  await user.click(screen.getByRole('button', { name: 'Use this password' }))

  await vi.waitFor(() => expect(field).toHaveAccessibleDescription(/guessed first/))
  expect(field).toHaveValue('Password1234')
})

test('a changed password says that everywhere else is signed out', async () => {
  const seen = serve({ 'POST /api/me/password': { status: 204 } })
  const { user } = await show(<MyPassword />, 'comingIn', 'identity')
  await user.type(screen.getByLabelText('Present password'), 'the one I have')
  await user.type(screen.getByLabelText('New password'), 'four slow green barges')
  await user.click(screen.getByRole('button', { name: 'Change my password' }))

  expect(await screen.findByText(/signed out everywhere else/)).toBeVisible()
  expect(seen[0]?.body).toEqual({ present: 'the one I have', password: 'four slow green barges' })
  expect(screen.getByLabelText('Present password')).toHaveValue('')
})
