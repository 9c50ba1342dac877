import { useEffect } from 'react'
import { givenAgain } from '../lib/pushMessages'

/** Each time that the app starts signed in, or somebody has signed in: what fails is tried the next time. */
export function useKeptPush() {
  useEffect(() => void givenAgain().catch(() => undefined), [])
}
