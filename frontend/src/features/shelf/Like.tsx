import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Cards } from './Cards'
import classes from './Finding.module.css'
import { likeQuery } from './queries'

/** One row of them. */
const SHOWN = 3

/** Findings about much the same. Not there when there are none; a fault here must not hide the finding. */
export function Like({ findingId }: { findingId: string }) {
  const { t } = useTranslation('shelf')
  const { data } = useQuery(likeQuery(findingId))
  if (!data || data.items.length === 0) return null
  return (
    <section aria-labelledby="more-like-this" className={`${classes.like} no-print`}>
      <h2 id="more-like-this">{t('like.heading')}</h2>
      <Cards cards={data.items.slice(0, SHOWN)} />
    </section>
  )
}
