import { Button, VisuallyHidden } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { toAcceptQuery, waitingIn } from '../../api/toAccept'
import { momentInWords } from '../../lib/dates'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import classes from './Writing.module.css'

/** What groups handed in, for a lead to read for safeguarding. */
export function ToAccept() {
  const { t } = useTranslation('writing')
  const query = useInfiniteQuery(toAcceptQuery)
  return (
    <Page name={t('check.name')} title={query.data ? titleOf(waitingIn(query.data)) : t('check.name')}>
      <p className="prose quiet" style={{ marginBottom: '1.25rem' }}>
        {t('check.lead')}
      </p>
      <Loaded query={query} next={<ToToday />}>
        {data =>
          itemsOf(data).length === 0 ? (
            <EmptyState title={t('check.none')}>{t('check.noneDetail')}</EmptyState>
          ) : (
            <ul className={`panel ${classes.waiting}`} aria-label={t('check.list')}>
              {itemsOf(data).map(finding => (
                <li key={finding.id} className="between">
                  <div className={classes.waitingText}>
                    <h2 className={classes.waitingTitle}>{finding.title}</h2>
                    <p className="small quiet">
                      {[
                        finding.group_name,
                        t('check.authors', { names: finding.author_names.join(', ') }),
                        t('check.handedIn', { when: momentInWords(finding.submitted_at) }),
                        t('check.forWhom', { audience: t(`check.audience.${finding.audience}`) }),
                      ].join('. ')}
                    </p>
                    {finding.preview && <p className={classes.first}>{finding.preview}</p>}
                  </div>
                  <Button component={Link} to={`/desk/findings/${finding.id}`} variant="default" size="sm">
                    {t('check.read')}
                    <VisuallyHidden>: {finding.title}</VisuallyHidden>
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <LoadMore query={query} />
    </Page>
  )

  function titleOf({ count, isMore }: { count: number; isMore: boolean }) {
    if (count === 0) return t('check.title.none')
    return isMore ? t('check.title.more', { count }) : t('check.title.some', { count })
  }
}
