import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Page.module.css'

type PageProps = {
  /** The answer of the screen, as a sentence where there is one; also the window's title unless `name` is given. */
  title: ReactNode
  name: string
  aside?: ReactNode
  eyebrow?: ReactNode
  actions?: ReactNode
  children: ReactNode
  /** For text that is read rather than used. */
  narrow?: boolean
}

/** A screen: its title for the window, its one h1, and what stands below. */
export function Page({ title, name, aside, eyebrow, actions, children, narrow = false }: PageProps) {
  const { t } = useTranslation()
  useDocumentTitle(`${name} · ${t('brand')}`)
  return (
    <div className={classes.page} data-narrow={narrow || undefined}>
      <header className={classes.head}>
        {eyebrow && <div className={classes.eyebrow}>{eyebrow}</div>}
        <div className={classes.line}>
          <h1 className={classes.title}>{title}</h1>
          {aside && <p className={classes.aside}>{aside}</p>}
          {actions && <div className={classes.actions}>{actions}</div>}
        </div>
      </header>
      {children}
    </div>
  )
}
