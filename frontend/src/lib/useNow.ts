import { useEffect, useState } from 'react'

/** The present in milliseconds, renewed every half minute, for "in 17 minutes". */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
