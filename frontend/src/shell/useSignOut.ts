import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { answer, api } from '../api/client'
import { forgetMe } from '../api/fieldwork'
import { meQuery } from '../api/me'
import { unsubscribed } from '../lib/pushMessages'

/** Ends this session and forgets everything that was loaded in it. Whoever uses this browser next sees no messages. */
export function useSignOut() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => answer(api.POST('/api/sign-out')),
    onSuccess: async () => {
      // The server pushes nothing here any more, whatever the browser makes of it, and however long it takes.
      void unsubscribed().catch(() => undefined)
      await forgetMe()
      client.setQueryData(meQuery.queryKey, null)
      await navigate({ to: '/sign-in' })
      client.removeQueries({ predicate: query => query.queryKey[0] !== 'me' })
    },
  })
}
