import { Link, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../api/me'
import { BottomBar } from './BottomBar'
import { NavLink } from './NavLink'
import { entriesOf } from './nav'
import { OfflineNotice } from './OfflineNotice'
import { PersonMenu } from './PersonMenu'
import classes from './Shell.module.css'

/** Around every screen of somebody who is signed in: rail on a desktop, bar at the foot of a phone. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const me = useMe()
  const all = entriesOf(me)
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t('skip')}
      </a>
      <header className={classes.rail}>
        <Link to="/" className={classes.brand}>
          {t('brand')}
        </Link>
        <nav aria-label={t('nav.label')} className={classes.nav}>
          {all.map(name => (
            <NavLink key={name} name={name} label={t(`nav.${name}`)} iconSize={20} className={classes.link} />
          ))}
        </nav>
        <PersonMenu me={me} />
      </header>
      <Main>{children}</Main>
      <BottomBar all={all} />
    </div>
  )
}

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
