import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { ToToday } from '../../ui/ToToday'
import classes from './Impact.module.css'
import { ImpactSteps } from './ImpactSteps'
import { schoolImpactQuery } from './queries'

/** What became of the school's lesson studies this year, by Guskey's levels and by half-term. */
export function SchoolImpact() {
  const { t } = useTranslation('shelf')
  const query = useQuery(schoolImpactQuery)
  const found = query.data
  return (
    <Page
      name={t('impact.name')}
      title={t('impact.ofSchool')}
      eyebrow={found ? t('impact.year', { year: found.year_name }) : t('impact.name')}
    >
      <Loaded query={query} skeleton={<SkeletonRows rows={5} height={88} />} next={<ToToday />}>
        {loaded =>
          loaded ? (
            <div className="stack" style={{ gap: '1.5rem' }}>
              <p className="prose quiet">{t('impact.lead')}</p>
              <ImpactSteps steps={loaded.steps} />
              <div className={classes.note}>
                <Notice>{loaded.note}</Notice>
              </div>
              <Section plain title={t('impact.halfTerms')}>
                {loaded.half_terms.map(period => (
                  <details key={period.starts_on} className={classes.period}>
                    <summary>
                      {period.name}{' '}
                      <span className="small quiet">
                        {shortDay(period.starts_on)} – {shortDay(period.ends_on)}
                      </span>
                    </summary>
                    <ImpactSteps steps={period.steps} heading="h3" />
                  </details>
                ))}
              </Section>
            </div>
          ) : (
            <EmptyState title={t('impact.noYear')} />
          )
        }
      </Loaded>
    </Page>
  )
}
