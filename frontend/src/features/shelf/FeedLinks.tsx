import { IconRss } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './Fair.module.css'
import { feedOf, type ShelfSearch } from './shelf'

/** The same list for whoever reads feeds. */
export function FeedLinks({ search }: { search: ShelfSearch }) {
  const { t } = useTranslation('shelf')
  return (
    <span className={classes.feeds}>
      <span className="quiet">
        <IconRss size={15} aria-hidden /> {t('feeds')}
      </span>
      <a href={feedOf('json', search)}>JSON Feed</a>
      <a href={feedOf('atom', search)}>Atom</a>
    </span>
  )
}
