import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { draftQuery } from './queries'

export type Sending = { file: File; name: string; alt: string }

/** Adding a picture or a document. */
export function useAddFile(findingId: string, onDone: () => void) {
  const { t } = useTranslation('writing')
  const client = useQueryClient()
  const announce = useAnnounce()
  return useMutation({
    mutationFn: ({ file, name, alt }: Sending) => {
      const form = new FormData()
      form.append('file', file, file.name)
      form.append('name', name)
      form.append('alt', alt)
      form.append('has_no_faces', 'true')
      return answer(
        api.POST('/api/findings/{finding_id}/files', {
          params: { path: { finding_id: findingId } },
          // The schema knows a file as a string; the form carries it as it is.
          body: { file: file.name, name, alt, has_no_faces: true },
          bodySerializer: () => form,
        }),
      )
    },
    onSuccess: ({ name }) => {
      announce(t('files.added', { name }))
      onDone()
    },
    // After a lost connection it may have arrived: the list tells.
    onSettled: () => client.invalidateQueries(draftQuery(findingId)),
  })
}

export function useRemoveFile(findingId: string) {
  const { t } = useTranslation('writing')
  const client = useQueryClient()
  const announce = useAnnounce()
  return useMutation({
    mutationFn: ({ id }: { id: string; name: string }) =>
      answer(
        api.DELETE('/api/findings/{finding_id}/files/{file_id}', {
          params: { path: { finding_id: findingId, file_id: id } },
        }),
      ),
    onSuccess: (_, { name }) => {
      announce(t('files.gone', { name }))
      return client.invalidateQueries(draftQuery(findingId))
    },
  })
}
