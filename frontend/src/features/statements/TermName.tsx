import { useTranslation } from 'react-i18next'
import classes from './Statement.module.css'
import { datesOf, termOf } from './terms'

/** "Autumn 1", and from when to when. */
export function TermName({ term }: { term: Parameters<typeof termOf>[0] }) {
  const { t } = useTranslation('statements')
  const { t: common } = useTranslation()
  const name = termOf(term)
  const dates = datesOf(term)
  return (
    <>
      {name ? common(`halfTerm.${name}`) : t('otherDays')}
      {dates && <span className={classes.dates}> {t('dates', dates)}</span>}
    </>
  )
}
