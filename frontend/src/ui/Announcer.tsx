import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import classes from './Announcer.module.css'

const SHOWN_MS = 7_000

type Said = { text: string; action?: ReactNode; at: number }
type Announce = (text: string, action?: ReactNode) => void

const AnnounceContext = createContext<Announce>(() => undefined)

/** Says what was done, at the foot of the screen and to screen readers; may hold the Undo of it. */
export const useAnnounce = (): Announce => useContext(AnnounceContext)

export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<Said | null>(null)
  const announce = useCallback<Announce>((text, action) => setSaid({ text, action, at: Date.now() }), [])
  useEffect(() => {
    if (!said) return
    const timer = setTimeout(() => setSaid(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [said])
  return (
    <AnnounceContext value={announce}>
      {children}
      <div role="status" aria-live="polite" className={classes.place}>
        {said && (
          <div key={said.at} className={classes.said}>
            {said.text}
            {said.action}
          </div>
        )}
      </div>
    </AnnounceContext>
  )
}
