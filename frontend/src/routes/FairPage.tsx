import { useQuery } from '@tanstack/react-query'
import { type ReactNode, Suspense } from 'react'
import { meQuery } from '../api/me'
import { Fair } from '../features/shelf/Fair'
import { screen } from './screen'

// Only for the school's own people: who reads the public fair does not load them.
const NextFair = screen(() => import('../features/fair_day/NextFair'), 'NextFair', 'fairDay')
const MyDrafts = screen(() => import('../features/fair/MyDrafts'), 'MyDrafts', 'fair', 'writing')

/** The fair, with its next day and with what the reader's own groups are writing for it. */
export function FairPage() {
  const { data: me } = useQuery(meQuery)
  const own = (part: ReactNode) => me && <Suspense fallback={null}>{part}</Suspense>
  return <Fair day={own(<NextFair />)} drafts={own(<MyDrafts />)} />
}
