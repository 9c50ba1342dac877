import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Schema } from '../../api/client'
import { isNetworkFailure } from '../../api/problems'
import { upload } from '../../api/upload'
import { importQuery } from './queries'

/** Sends the files and waits for what was understood; can be stopped. */
export function useReadFiles(onRead: (importId: string) => void) {
  const client = useQueryClient()
  const [sent, setSent] = useState(0)
  const running = useRef<AbortController>(null)
  // The same files keep their key while nobody knows whether they arrived.
  const unanswered = useRef<{ files: readonly File[]; key: string }>(null)
  const send = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const key = unanswered.current?.files === files ? unanswered.current.key : crypto.randomUUID()
      unanswered.current = { files, key }
      running.current = new AbortController()
      setSent(0)
      return upload<Schema<'ImportOut'>>({
        path: '/api/timetable-imports',
        files,
        key,
        onSent: setSent,
        signal: running.current.signal,
      })
    },
    onSuccess: seen => {
      client.setQueryData(importQuery(seen.id).queryKey, seen)
      onRead(seen.id)
    },
    onError: error => {
      if (!isNetworkFailure(error)) unanswered.current = null
    },
  })
  return {
    sent,
    isPending: send.isPending,
    error: send.error,
    wasStopped: send.error instanceof DOMException && send.error.name === 'AbortError',
    read: (files: readonly File[]) => send.mutate(files),
    stop: () => running.current?.abort(),
  }
}
