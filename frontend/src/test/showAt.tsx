import { QueryClient } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { act, render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { Providers } from '../app'
import { loadWords } from '../i18n'
import type { Namespace } from '../i18n/types'

/** Shows a screen that reads its own path, at an address that fits it. */
export async function showAt(screen: () => ReactNode, path: string, address: string, ...words: Namespace[]) {
  await loadWords(...words)
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false }, mutations: { retry: false } },
  })
  const root = createRootRoute()
  const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in' })
  const here = createRoute({ getParentRoute: () => signedIn, path, component: screen })
  const router = createRouter({
    routeTree: root.addChildren([signedIn.addChildren([here])]),
    history: createMemoryHistory({ initialEntries: [address] }),
  })
  await router.load()
  render(
    <Providers queryClient={queryClient}>
      <RouterProvider router={router as never} />
    </Providers>,
  )
  return { user: userEvent.setup(), goTo: (to: string) => act(() => router.navigate({ to: to as '/' })) }
}
