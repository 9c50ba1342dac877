import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { isNetworkFailure } from './problems'
import { upload } from './upload'

type Wish = { files: readonly File[]; fields: Record<string, string> }

/** Sends files and waits for what was understood; can be stopped. */
export function useUpload<T>(path: string, onRead: (seen: T, files: readonly File[]) => void) {
  const [sent, setSent] = useState(0)
  const running = useRef<AbortController>(null)
  // The same files keep their key while nobody knows whether they arrived.
  const unanswered = useRef<Wish & { key: string }>(null)
  const send = useMutation({
    mutationFn: async ({ files, fields }: Wish) => {
      const before = unanswered.current
      const isSame = before?.files === files && JSON.stringify(before.fields) === JSON.stringify(fields)
      const key = before && isSame ? before.key : crypto.randomUUID()
      unanswered.current = { files, fields, key }
      running.current = new AbortController()
      setSent(0)
      return upload<T>({ path, files, fields, key, onSent: setSent, signal: running.current.signal })
    },
    onSuccess: (seen, { files }) => onRead(seen, files),
    onError: error => {
      if (!isNetworkFailure(error)) unanswered.current = null
    },
  })
  return {
    sent,
    isPending: send.isPending,
    error: send.error,
    wasStopped: send.error instanceof DOMException && send.error.name === 'AbortError',
    read: (files: readonly File[], fields: Record<string, string> = {}) => send.mutate({ files, fields }),
    /** Forgets what came of it: other files are meant now. */
    reset: send.reset,
    stop: () => running.current?.abort(),
  }
}
