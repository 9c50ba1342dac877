/** Routes of what is seen in a lesson and said about it. Observing stands outside the shell: it opens without signal. */
import { createRoute, redirect } from '@tanstack/react-router'
import { rootRoute, signedInRoute } from './layouts'
import { screen } from './screen'
import { Trouble } from './Trouble'

const observeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rounds/$roundId/observe',
  beforeLoad: async ({ location, params }) => {
    const field = await import('../api/field/opening')
    const observer = await field.openObserving(params.roundId)
    if (!observer) throw redirect({ to: '/sign-in', search: { to: location.href }, replace: true })
    return observer
  },
  loader: ({ context: { queryClient, me, kept } }) => {
    if (!kept) return
    // What is on the phone is shown at once; the newest is asked for behind it.
    const key = ['observing', kept.owner, kept.round_id]
    if (!queryClient.getQueryData(key)) queryClient.setQueryData(key, kept, { updatedAt: 1 })
    return void me
  },
  component: screen(() => import('../features/evidence/Observe'), 'Observe', 'evidence'),
  errorComponent: Trouble,
})

const notesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/rounds/$roundId/notes',
  component: screen(() => import('../features/evidence/Notes'), 'Notes', 'evidence', 'pupils'),
})

const interviewsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/rounds/$roundId/interviews',
  component: screen(() => import('../features/evidence/Interviews'), 'Interviews', 'evidence', 'pupils'),
})

const discussionRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/rounds/$roundId/discussion',
  component: screen(() => import('../features/evidence/Discussion'), 'Discussion', 'evidence', 'pupils'),
})

const readsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/my-notes',
  component: screen(() => import('../features/evidence/MyNotes'), 'MyNotes', 'evidence'),
})

/** Children of `rootRoute`. */
export const observingRoutes = [observeRoute] as const
/** Children of `signedInRoute`. */
export const evidenceRoutes = [notesRoute, interviewsRoute, discussionRoute, readsRoute] as const
