import '@mantine/core/styles.css'
import './base.css'
import './ui/kinds.css'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { type Me, meQuery } from './api/me'
import { makeQueryClient } from './api/queryClient'
import { Providers } from './app'
import { startWords } from './i18n'
import { makeRouter } from './routes'

const onSignedOut = () => {
  if (queryClient.getQueryData(meQuery.queryKey) === null) return
  queryClient.setQueryData(meQuery.queryKey, null)
  void router.navigate({ to: '/sign-in', search: { to: router.state.location.href }, replace: true })
}
/** The school has come to ask for a second factor, or one was set up in another browser. */
const onHalfOpen = () => {
  const me = queryClient.getQueryData(meQuery.queryKey)
  if (!me) return
  const byHalf: Me = { ...me, needs_factor: true }
  queryClient.setQueryData(meQuery.queryKey, byHalf)
  if (router.state.location.pathname === '/second-step') return
  void router.navigate({ to: '/second-step', search: { to: router.state.location.href }, replace: true })
}
const queryClient = makeQueryClient(onSignedOut, onHalfOpen)
const router = makeRouter(queryClient)

void startWords().then(async () => {
  const root = document.getElementById('root')
  if (!root) throw new Error('The page has no #root')
  // The fair's pages come with their text, for those without scripts: it stays until the screen can take its place.
  if (root.hasChildNodes()) await router.load().catch(() => undefined)
  createRoot(root).render(
    <Providers queryClient={queryClient}>
      <RouterProvider router={router} />
    </Providers>,
  )
})
