import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Entrance.module.css'
import { Main } from './Main'

/** The quiet page round signing in and accepting an invitation. `narrow`: for one question at a time. */
export function Entrance({ children, narrow = false }: { children: ReactNode; narrow?: boolean }) {
  const { t } = useTranslation()
  return (
    <div className={narrow ? `${classes.entrance} ${classes.narrow}` : classes.entrance}>
      <header className={classes.brand}>{t('brand')}</header>
      <Main>{children}</Main>
    </div>
  )
}
