import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../api/me'
import { SupportHere } from '../features/coming_in/SupportHere'
import { BottomBar } from './BottomBar'
import { Main } from './Main'
import { NavLink } from './NavLink'
import { entriesOf } from './nav'
import { PersonMenu } from './PersonMenu'
import classes from './Shell.module.css'
import { useKeptPush } from './useKeptPush'

/** Around every screen of somebody who is signed in: rail on a desktop, bar at the foot of a phone. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const me = useMe()
  useKeptPush()
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
      <Main>
        {holds(me, 'head', 'cpd_lead') && <SupportHere />}
        {children}
      </Main>
      <BottomBar all={all} />
    </div>
  )
}
