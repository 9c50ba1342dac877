import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Main } from '../../shell/Main'
import classes from './Entrance.module.css'

/** The quiet page round signing in and accepting an invitation. */
export function Entrance({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className={classes.entrance}>
      <header className={classes.brand}>{t('brand')}</header>
      <Main>{children}</Main>
    </div>
  )
}
