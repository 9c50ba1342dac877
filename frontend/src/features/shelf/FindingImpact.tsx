import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { ToToday } from '../../ui/ToToday'
import classes from './Impact.module.css'
import { ImpactSteps } from './ImpactSteps'
import { findingQuery, impactQuery } from './queries'

/** What became of one finding, for its team and the leads. */
export function FindingImpact() {
  const { t } = useTranslation('shelf')
  const { findingId } = useParams({ from: '/signed-in/findings/$findingId/impact' })
  const query = useQuery(impactQuery(findingId))
  const { data: finding } = useQuery(findingQuery(findingId))
  return (
    <Page
      name={t('impact.name')}
      title={t('impact.ofFinding')}
      eyebrow={
        <Link to="/fair/$findingId" params={{ findingId }} className="text-link">
          {finding?.title ?? t('name')}
        </Link>
      }
    >
      <Loaded query={query} skeleton={<SkeletonRows rows={5} height={88} />} next={<ToToday />}>
        {found => (
          <div className="stack">
            <p className="prose quiet">{t('impact.lead')}</p>
            <ImpactSteps steps={found.steps} />
            <div className={classes.note}>
              <Notice>{found.note}</Notice>
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  )
}
