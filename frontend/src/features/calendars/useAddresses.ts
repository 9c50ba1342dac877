import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { ADDRESSES, type AddressWish } from './queries'

/** Makes addresses, and ends them. */
export function useAddresses() {
  const { t } = useTranslation('calendars')
  const announce = useAnnounce()
  const client = useQueryClient()
  const make = useAct({
    send: (body: AddressWish, key) =>
      answer(api.POST('/api/calendar-addresses', { params: { header: withKey(key) }, body })),
    changes: [ADDRESSES],
  })
  const end = useMutation({
    mutationFn: (id: string) =>
      answer(api.DELETE('/api/calendar-addresses/{address_id}', { params: { path: { address_id: id } } })),
    onSuccess: () => {
      announce(t('ended'))
      return client.invalidateQueries({ queryKey: ADDRESSES })
    },
  })
  return { make, end }
}
