import '@mantine/core/styles.css'
import './base.css'
import './ui/kinds.css'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { meQuery } from './api/me'
import { makeQueryClient } from './api/queryClient'
import { Providers } from './app'
import { startWords } from './i18n'
import { makeRouter } from './routes'

const queryClient = makeQueryClient(() => {
  if (queryClient.getQueryData(meQuery.queryKey) === null) return
  queryClient.setQueryData(meQuery.queryKey, null)
  void router.navigate({ to: '/sign-in', search: { to: router.state.location.href }, replace: true })
})
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
