import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { RefusedNotice } from '../ui/RefusedNotice'

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
    </div>
  )
}
