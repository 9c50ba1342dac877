import { Button } from '@mantine/core'
import { screen, waitFor } from '@testing-library/react'
import { serve } from '../test/server'
import { show } from '../test/show'
import { useSignOut } from './useSignOut'

function Out() {
  const signOut = useSignOut()
  return <Button onClick={() => signOut.mutate()}>Sign out</Button>
}

/** A browser that takes push messages until it is told not to. */
const pushing = (unsubscribe: () => Promise<boolean>) => {
  const registration = { pushManager: { getSubscription: () => Promise.resolve({ unsubscribe }) } }
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration: () => Promise.resolve(registration) } })
}

afterEach(() => vi.unstubAllGlobals())

test('signing out ends push messages in this browser', async () => {
  const unsubscribe = vi.fn(() => Promise.resolve(true))
  const seen = serve({ 'POST /api/sign-out': { status: 204 } })
  const { user, queryClient } = await show(<Out />)
  pushing(unsubscribe)

  await user.click(screen.getByRole('button', { name: 'Sign out' }))

  await waitFor(() => expect(unsubscribe).toHaveBeenCalledOnce())
  await waitFor(() => expect(queryClient.getQueryData(['me'])).toBeNull())
  expect(seen).toHaveLength(1)
})

test('a browser that cannot end them is signed out all the same', async () => {
  serve({ 'POST /api/sign-out': { status: 204 } })
  const { user, queryClient } = await show(<Out />)
  pushing(() => Promise.reject(new Error('no')))

  await user.click(screen.getByRole('button', { name: 'Sign out' }))

  await waitFor(() => expect(queryClient.getQueryData(['me'])).toBeNull())
})
