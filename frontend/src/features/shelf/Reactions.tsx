import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { dateOfInstant } from '../../lib/instants'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import classes from './Finding.module.css'
import { reactionsQuery } from './queries'
import { ReactButtons } from './ReactButtons'
import type { Finding } from './shapes'

/** "I will try this", and what became of it elsewhere. */
export function Reactions({ finding }: { finding: Finding }) {
  const { t } = useTranslation('shelf')
  const query = useInfiniteQuery(reactionsQuery(finding.id))
  return (
    <section>
      <h2>{t('react.heading')}</h2>
      <ReactButtons finding={finding} />
      <p className={`small quiet ${classes.willTry}`}>
        {finding.will_try > 0 ? t('react.counts', { count: finding.will_try }) : t('react.none')}
      </p>
      <Loaded query={query}>
        {data => {
          const tried = itemsOf(data).filter(reaction => reaction.kind === 'tried')
          if (tried.length === 0) return null
          return (
            <ul className={classes.tried} aria-label={t('react.list')}>
              {tried.map(reaction => (
                <li key={reaction.id}>
                  <p>{reaction.text}</p>
                  <p className="smaller quiet">
                    {t('by', { name: reaction.by_name, school: reaction.school_name })},{' '}
                    {dateOfInstant(reaction.made_at)}
                  </p>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
      <LoadMore query={query} />
    </section>
  )
}
