import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { Suspense } from 'react'
import { meQuery } from '../api/me'
import { Finding } from '../features/shelf/Finding'
import { screen } from './screen'

// Only for who stands before a poster: other readers do not load it.
const StampHere = screen(() => import('../features/fair_day/StampHere'), 'StampHere', 'fairDay')

/** A finding; opened by the code on its poster, with the stamp of that stall above it. */
export function StallFinding() {
  const { findingId } = useParams({ from: '/open/fair/$findingId' })
  const { stall } = useSearch({ from: '/open/fair/$findingId' })
  const { data: me } = useQuery(meQuery)
  return (
    <>
      {stall && (
        <Suspense fallback={null}>
          <StampHere key={stall} findingId={findingId} stallId={stall} />
        </Suspense>
      )}
      <Finding atStall={Boolean(stall && me)} />
    </>
  )
}
