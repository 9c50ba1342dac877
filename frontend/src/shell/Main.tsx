import { useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { OfflineNotice } from './OfflineNotice'
import classes from './Shell.module.css'

/** Takes the focus after each change of screen, so that keyboard and screen reader start at its beginning. */
export function Main({ children }: { children: ReactNode }) {
  const main = useRef<HTMLElement>(null)
  const path = useRouterState({ select: state => state.location.pathname })
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    main.current?.focus({ preventScroll: true })
  }, [path])
  return (
    <main id="main" tabIndex={-1} ref={main} className={classes.main}>
      <OfflineNotice />
      {children}
    </main>
  )
}
