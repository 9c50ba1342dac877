/** What waits on this phone, as the screens show it. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { notesOf } from './notes'
import { lastSent } from './runner'
import { onKeptChange } from './store'

const keptQuery = (owner: string) =>
  queryOptions({
    queryKey: ['kept', owner],
    networkMode: 'always',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => notesOf(owner),
  })

/** This person's notes on this phone, kept up with other tabs and with what is sent. */
export function useKept(owner: string) {
  const client = useQueryClient()
  useEffect(
    () => onKeptChange(() => void client.invalidateQueries({ queryKey: ['kept', owner] })),
    [client, owner],
  )
  return useQuery(keptQuery(owner))
}

/** What came of the last go at sending. */
export const useSent = () => useSyncExternalStore(onKeptChange, lastSent)
