import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { isNetworkFailure } from '../api/problems'
import { loadWords } from '../i18n'
import { RefusedNotice } from '../ui/RefusedNotice'

const KeptRounds = lazy(async () => {
  const [module] = await Promise.all([import('../features/evidence/KeptRounds'), loadWords('evidence')])
  return { default: module.KeptRounds }
})

/** What a route shows when it could not be opened at all: no connection, or a fault of ours. */
export function Trouble({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return (
    <div style={{ padding: '1.5rem', maxWidth: '40rem' }}>
      <RefusedNotice error={error} onRetry={retry} />
      {isNetworkFailure(error) && (
        <Suspense fallback={null}>
          <div style={{ marginTop: '1rem' }}>
            <KeptRounds />
          </div>
        </Suspense>
      )}
    </div>
  )
}
