import { QueryClient } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { Providers } from '../app'
import { loadWords } from '../i18n'
import type { Namespace } from '../i18n/types'

/** Shows a component as it stands in the app, at a path that needs no route of its own. */
export async function show(children: ReactNode, ...words: Namespace[]) {
  await loadWords(...words)
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false }, mutations: { retry: false } },
  })
  const root = createRootRoute({ component: () => children })
  const router = createRouter({ routeTree: root, history: createMemoryHistory({ initialEntries: ['/'] }) })
  await router.load()
  render(
    <Providers queryClient={queryClient}>
      <RouterProvider router={router as never} />
    </Providers>,
  )
  return { user: userEvent.setup(), queryClient }
}
