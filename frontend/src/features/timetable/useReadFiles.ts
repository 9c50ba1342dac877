import { useQueryClient } from '@tanstack/react-query'
import type { Schema } from '../../api/client'
import { useUpload } from '../../api/useUpload'
import { holdFiles } from './heldFiles'
import { importQuery } from './queries'

/** Sends the files of a timetable and waits for what was understood; can be stopped. */
export function useReadFiles(onRead: (importId: string) => void) {
  const client = useQueryClient()
  return useUpload<Schema<'ImportOut'>>('/api/timetable-imports', (seen, files) => {
    holdFiles(seen.id, files)
    client.setQueryData(importQuery(seen.id).queryKey, seen)
    onRead(seen.id)
  })
}
