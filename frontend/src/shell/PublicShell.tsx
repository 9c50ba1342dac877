import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Main } from './Main'
import { pathOf } from './nav'
import classes from './PublicShell.module.css'
import shell from './Shell.module.css'

/** Around what anyone may read: a bar with the name, the fair, and the way in. */
export function PublicShell({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className={classes.public}>
      <a className={shell.skip} href="#main">
        {t('skip')}
      </a>
      <header className={classes.bar}>
        <Link to="/" className={shell.brand}>
          {t('brand')}
        </Link>
        <nav aria-label={t('nav.label')} className={classes.nav}>
          <Link to={pathOf('fair')} className={classes.link}>
            {t('nav.fair')}
          </Link>
          <Link to="/sign-in" className={classes.link}>
            {t('person.signIn')}
          </Link>
        </nav>
      </header>
      <Main>{children}</Main>
    </div>
  )
}
