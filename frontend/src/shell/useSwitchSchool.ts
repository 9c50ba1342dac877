import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { answer, api } from '../api/client'
import { meQuery } from '../api/me'

/** Acts in another school of the person from now on; nothing of the first stays in memory. */
export function useSwitchSchool() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (school_id: string) => answer(api.POST('/api/me/school', { body: { school_id } })),
    onSuccess: async me => {
      await navigate({ to: '/' })
      client.setQueryData(meQuery.queryKey, me)
      client.removeQueries({ predicate: query => query.queryKey[0] !== 'me' })
      await client.refetchQueries({ type: 'active' })
    },
  })
}
