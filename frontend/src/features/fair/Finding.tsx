import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Refused } from '../../api/problems'
import { dateOfInstant } from '../../lib/instants'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { Abstract } from './Abstract'
import { Cover } from './Cover'
import classes from './Finding.module.css'
import { FindingAside } from './FindingAside'
import { findingQuery } from './queries'
import { tonesOf } from './tones'

/** A published finding, to be read. */
export function Finding() {
  const { t } = useTranslation('fair')
  const { findingId } = useParams({ from: '/open/fair/$findingId' })
  const query = useQuery(findingQuery(findingId))
  const finding = query.data
  const isGone = query.error instanceof Refused && query.error.status === 404
  return (
    <Page
      name={finding?.title ?? t('name')}
      eyebrow={
        <>
          <Link to="/fair" className="text-link">
            {t('name')}
          </Link>
          {finding?.focus && ` / ${finding.focus}`}
        </>
      }
      title={
        <span className={classes.title}>{finding?.title ?? (isGone ? t('finding.gone') : t('name'))}</span>
      }
    >
      {isGone ? (
        <EmptyState
          title={t('finding.goneDetail')}
          action={
            <Link to="/fair" className="text-link">
              {t('finding.toFair')}
            </Link>
          }
        />
      ) : (
        <Loaded query={query}>
          {loaded => (
            <div className={classes.finding}>
              <article className={classes.article}>
                <p className={classes.authors}>{loaded.author_names.join(', ')}</p>
                <p className={classes.about}>
                  {[
                    loaded.group_name,
                    loaded.school_name,
                    loaded.subject,
                    loaded.phase !== 'all' && t(`phases.${loaded.phase}`),
                    t('finding.published', { day: dateOfInstant(loaded.published_at) }),
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </p>
                {loaded.pull_quote && (
                  <div className={classes.cover}>
                    <Cover
                      group={loaded.group_name}
                      quote={loaded.pull_quote}
                      tone={tonesOf([loaded])[0] ?? 'teal'}
                    />
                  </div>
                )}
                <Abstract finding={loaded} />
              </article>
              <FindingAside finding={loaded} />
            </div>
          )}
        </Loaded>
      )}
    </Page>
  )
}
