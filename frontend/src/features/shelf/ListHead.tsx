import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { figure } from '../../lib/minutes'
import { Notice } from '../../ui/Notice'
import classes from './Fair.module.css'
import { FeedLinks } from './FeedLinks'
import { FollowChosen } from './FollowChosen'
import type { Found } from './shapes'
import { isNarrowed, type ShelfSearch } from './shelf'

/** How many there are, how they are ordered, and the ways to hear of more. */
export function ListHead({ search, found }: { search: ShelfSearch; found: Found | undefined }) {
  const { t } = useTranslation('shelf')
  const narrowed = isNarrowed(search)
  const words = !found
    ? t(narrowed ? 'looking' : 'newestFirst')
    : !narrowed
      ? t('newestFirst')
      : found.is_cut
        ? t('foundMore', { count: found.found, figure: figure(found.found) })
        : t('found', { count: found.found, figure: figure(found.found) })
  return (
    <>
      <div className={classes.listHead}>
        {/* A live heading: with the role of a status it would be none. */}
        <h2 id="fair-list" aria-live="polite" aria-atomic>
          {words}
        </h2>
        <div className={classes.listActs}>
          <FollowChosen search={search} facets={found?.facets} />
          {narrowed && (
            <Link to="/fair" search={{}}>
              {t('clear')}
            </Link>
          )}
          <FeedLinks search={search} />
        </div>
      </div>
      {found?.is_cut && narrowed && (
        <div className={classes.cut}>
          <Notice>{t('cut')}</Notice>
        </div>
      )}
    </>
  )
}
