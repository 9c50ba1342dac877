import { screen } from '@testing-library/react'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { SignInForm } from './SignInForm'

const fill = async (user: Awaited<ReturnType<typeof show>>['user']) => {
  await user.type(screen.getByRole('textbox', { name: 'E-mail' }), 'amina@birch.example')
  await user.type(screen.getByLabelText('Password'), 'four plain words here')
  await user.click(screen.getByRole('button', { name: 'Sign in' }))
}

test('an empty form says what is missing, beside the fields, and asks nobody', async () => {
  const seen = serve({})
  const { user } = await show(<SignInForm />, 'identity')

  await user.click(screen.getByRole('button', { name: 'Sign in' }))

  expect(screen.getByRole('textbox', { name: 'E-mail' })).toHaveAccessibleDescription(
    'Enter your e-mail address.',
  )
  expect(screen.getByLabelText('Password')).toHaveAccessibleDescription('Enter your password.')
  expect(seen).toHaveLength(0)
})

test('a refused sign-in says so and keeps what was typed', async () => {
  const seen = serve({
    'POST /api/sign-in': {
      status: 401,
      body: {
        type: '/problems/sign-in/refused',
        title: 'E-mail and password do not match',
        status: 401,
        detail: '',
      },
    },
  })
  const { user } = await show(<SignInForm />, 'identity')

  await fill(user)

  expect(await screen.findByText('E-mail and password do not match')).toBeVisible()
  expect(screen.getByRole('textbox', { name: 'E-mail' })).toHaveValue('amina@birch.example')
  expect(seen[0]?.body).toEqual({ email: 'amina@birch.example', password: 'four plain words here' })
})

test('after too many attempts it says how long to wait', async () => {
  serve({
    'POST /api/sign-in': {
      status: 429,
      body: {
        type: '/problems/sign-in/too-many',
        title: 'Too many attempts',
        status: 429,
        detail: '',
        retry_after_seconds: 61,
      },
    },
  })
  const { user } = await show(<SignInForm />, 'identity')

  await fill(user)

  expect(await screen.findByText(/Try again in 2\s*min/)).toBeVisible()
})
