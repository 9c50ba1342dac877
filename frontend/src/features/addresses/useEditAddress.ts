import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api, ifMatch, type Schema } from '../../api/client'
import { type Source, sourceQuery } from './queries'

/** Stores changes to the version of the address that was read. */
export function useEditAddress(source: Source, onDone: (saved: Source) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Schema<'OutsideSourceEdit'>) =>
      answer(
        api.PUT('/api/outside-sources/{source_id}', {
          params: { path: { source_id: source.id }, header: ifMatch(source.version) },
          body,
        }),
      ),
    onSuccess: saved => {
      onDone(saved)
      client.setQueryData(sourceQuery(source.id).queryKey, saved)
      return client.invalidateQueries({ queryKey: ['addresses', 'list'] })
    },
  })
}
