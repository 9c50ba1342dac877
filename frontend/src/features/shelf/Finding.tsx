import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Refused } from '../../api/problems'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import classes from './Finding.module.css'
import { FindingBody } from './FindingBody'
import { NotHere } from './NotHere'
import { findingQuery } from './queries'

/** A published finding, to be read; or that it was withdrawn, or is not for this reader. */
export function Finding({ atStall = false }: { atStall?: boolean }) {
  const { t } = useTranslation('shelf')
  const { findingId } = useParams({ from: '/open/fair/$findingId' })
  const query = useQuery(findingQuery(findingId))
  const finding = query.data
  const status = query.error instanceof Refused ? query.error.status : 0
  // A colleague at a stall: it was accepted and is shown, and need not be published.
  const missing = atStall ? 'notYet' : 'missing'
  const gone = status === 410 ? 'withdrawn' : status === 404 || status === 422 ? missing : null
  return (
    <Page
      name={gone ? t(`gone.${gone}`) : (finding?.title ?? t('name'))}
      eyebrow={
        <>
          <Link to="/fair" className="text-link">
            {t('name')}
          </Link>
          {!gone && finding?.focus && (
            <>
              {' / '}
              <Link to="/fair" search={{ focus: finding.focus }} className="text-link">
                {finding.focus}
              </Link>
            </>
          )}
        </>
      }
      title={
        <span className={classes.title}>{gone ? t(`gone.${gone}`) : (finding?.title ?? t('name'))}</span>
      }
    >
      {gone ? (
        <NotHere why={gone} />
      ) : (
        <Loaded query={query} skeleton={<SkeletonRows rows={5} height={120} />}>
          {loaded => <FindingBody key={loaded.id} finding={loaded} />}
        </Loaded>
      )}
    </Page>
  )
}
