import { useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'

/** The part of the screen that the address names. */
export const useHash = (): string => useRouterState({ select: state => state.location.hash })

/** Once there is something to see, goes to the part that was asked for; its heading has the focus. */
export function useArrival(isReady: boolean): void {
  const hash = useHash()
  useEffect(() => {
    if (!isReady || !hash) return
    const part = document.getElementById(hash)
    part?.scrollIntoView()
    part?.focus({ preventScroll: true })
  }, [isReady, hash])
}
