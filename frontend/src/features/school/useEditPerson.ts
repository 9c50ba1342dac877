import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api, ifMatch, type Schema } from '../../api/client'
import { personQuery } from './queries'

/** Stores changes to the version of the person that was read. */
export function useEditPerson(person: Schema<'StaffOut'>, onDone: (saved: Schema<'StaffOut'>) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Schema<'StaffEdit'>) =>
      answer(
        api.PUT('/api/staff/{staff_id}', {
          params: { path: { staff_id: person.id }, header: ifMatch(person.version) },
          body,
        }),
      ),
    onSuccess: saved => {
      onDone(saved)
      client.setQueryData(personQuery(person.id).queryKey, saved)
      return client.invalidateQueries({ queryKey: ['staff', 'list'] })
    },
  })
}
