import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from '../../api/client'
import { paged } from '../../api/paged'

export type Address = Schema<'CalendarAddressOut'>
export type MadeAddressOut = Schema<'CalendarAddressMade'>
export type AddressWish = Schema<'CalendarAddressIn'>

export const ADDRESSES = ['calendar-addresses']
export const addressesQuery = paged(ADDRESSES, (after, signal) =>
  answer(api.GET('/api/calendar-addresses', { params: { query: { after } }, signal })),
)

/** The newest fairs, among which the next one is. */
export const fairsQuery = queryOptions({
  queryKey: ['fairs', 'for-calendars'],
  queryFn: ({ signal }) => answer(api.GET('/api/fairs', { params: { query: { limit: 20 } }, signal })),
})
