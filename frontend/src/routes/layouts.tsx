/** The three rooms of the site: the root, what is behind the sign-in, and what is open to everyone. */
import type { QueryClient } from '@tanstack/react-query'
import { useQuery } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { Suspense } from 'react'
import { useFieldwork } from '../api/fieldwork'
import { meQuery } from '../api/me'
import { PublicShell } from '../shell/PublicShell'
import { NotFound } from './NotFound'
import { Trouble } from './Trouble'

/** What surrounds the screens of who is signed in: a reader of the public fair never loads it. */
const Shell = lazyRouteComponent(() => import('../shell/Shell'), 'Shell')

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: () => (
    <PublicShell>
      <NotFound />
    </PublicShell>
  ),
  errorComponent: props => (
    <PublicShell>
      <Trouble {...props} />
    </PublicShell>
  ),
})

/** Everything that needs a person. Whoever is not signed in is sent to do so, and comes back to the same page. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    const shell = Shell.preload?.()
    const me = await context.queryClient.ensureQueryData(meQuery)
    if (!me) throw redirect({ to: '/sign-in', search: { to: location.href }, replace: true })
    if (me.needs_factor) throw redirect({ to: '/second-step', search: { to: location.href }, replace: true })
    await shell
    return { me }
  },
  component: SignedIn,
  notFoundComponent: NotFound,
  errorComponent: Trouble,
})

function SignedIn() {
  const { data: me } = useQuery(meQuery)
  useFieldwork(me)
  // Between signing out and arriving at the sign-in page there is nobody to show this for.
  if (!me) return null
  return (
    <Shell>
      <Outlet />
    </Shell>
  )
}

/** What anyone may read. A signed-in person keeps their own navigation round it. */
export const openRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'open',
  beforeLoad: async ({ context }) => {
    const found = await context.queryClient.ensureQueryData(meQuery).catch(() => null)
    // Who is signed in by half reads what everybody may.
    const me = found?.needs_factor ? null : found
    if (me) await Shell.preload?.()
    return { me }
  },
  component: Open,
  notFoundComponent: NotFound,
  errorComponent: Trouble,
})

function Open() {
  const { data: me } = useQuery(meQuery)
  const Frame = me && !me.needs_factor ? Shell : PublicShell
  return (
    // Whoever has just signed in somewhere else finds the shell not loaded yet.
    <Suspense fallback={null}>
      <Frame>
        <Outlet />
      </Frame>
    </Suspense>
  )
}
